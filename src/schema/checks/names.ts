import { isSecretName } from '../../secret/secret-name.ts'
import { isDangerousName } from '../dangerous-names.ts'
import { below } from '../pointer.ts'
import { isShowable } from '../shown-name.ts'
import type { SchemaProblem } from '../types.ts'

/** What about names comes from outside of the schema; all in capitals. */
export interface NameFacts {
  /** Dangerous names that the user's own settings allow. */
  allowed: ReadonlySet<string>
  /** Variables from which a store of this schema signs in. */
  credentialVariables: ReadonlySet<string>
}

/** Every secret name: its form, what it would do to a program, and whether another differs only by case. */
export function* checkNames(names: readonly string[], facts: NameFacts): Iterable<SchemaProblem> {
  const seen = new Set<string>()
  for (const name of names) {
    const upper = name.toUpperCase()
    if (seen.has(upper)) {
      yield problem(
        name,
        'name/case-collision',
        'Two secret names differ only by case, which some platforms take for one.',
        'Rename one of the two.',
      )
    }
    seen.add(upper)
    if (isDangerousName(name) && !facts.allowed.has(upper)) {
      yield problem(
        name,
        'name/dangerous',
        `${show(name)} changes what programs load, run, trust or connect to; no schema may declare it.`,
        'Rename the variable. Only your own settings can allow one such name (docs/settings.md).',
      )
    } else if (facts.credentialVariables.has(upper)) {
      yield problem(
        name,
        'name/dangerous',
        `${show(name)} is what a store of this schema signs in with; it cannot be a secret of the target.`,
        'Rename the variable.',
      )
    } else if (!isSecretName(name)) {
      yield problem(
        name,
        'name/case',
        'A secret name is not SCREAMING_SNAKE_CASE: capitals, digits and underscores, a capital first, at most 128.',
        suggestForm(name),
      )
    }
  }
}

function problem(name: string, rule: string, message: string, hint: string): SchemaProblem {
  return { rule, message, hint, pointer: below('/secrets', name), atName: true }
}

function suggestForm(name: string): string {
  const form = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replace(/^[^A-Z]+|_$/g, '')
  return isSecretName(form) && name.length <= 60 && isShowable(name) ? `Write ${form}.` : 'Rename it.'
}

function show(name: string): string {
  return isShowable(name) ? name : 'A name'
}
