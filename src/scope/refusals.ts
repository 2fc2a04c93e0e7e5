import { AppError } from '../errors/app-error.ts'
import type { Plan } from '../plan/plan.ts'
import { SCHEMA_FILE } from '../schema/find-schema.ts'
import type { BreakGlass } from '../schema/types.ts'
import type { SecretName } from '../secret/secret-name.ts'
import type { Fault, Refusal } from './judgement.ts'

/** A lock's answer as the refusal of one secret; what is production's comes with the declared way to it. */
export function refusalOf(
  name: SecretName,
  fault: Fault,
  plan: Pick<Plan, 'schema' | 'environment'>,
): Refusal {
  const suggestion =
    fault.suggestion ?? (fault.kind === 'not-development' ? suggestWay(name, fault, plan) : undefined)
  return { ...fault, name, ...(suggestion === undefined ? {} : { suggestion }) }
}

/** The one error that all refusals of a command end in. */
export function scopeRefused(refusals: readonly Refusal[]): AppError {
  return new AppError('SCOPE_REFUSED', headline(refusals), {
    secrets: unique(refusals.map(({ name }) => name)),
    problems: refusals.map(({ name, lock, message }) => `${name}: ${message} (${lock} lock)`),
    suggestions: unique(refusals.flatMap(({ suggestion }) => suggestion ?? [])),
  })
}

function headline(refusals: readonly Refusal[]): string {
  const names = unique(refusals.map(({ name }) => name)).join(', ')
  if (refusals.every(({ kind }) => kind === 'wrong-account')) {
    return `Signed in to the wrong account: no value released for ${names}`
  }
  if (refusals.every(({ kind }) => kind !== 'not-development')) {
    return `Not signed in as yourself: no value released for ${names}`
  }
  return `Not development: no value released for ${names}`
}

/** A wrong location may be a slip in the schema, which comes before the way to production. */
function suggestWay(name: SecretName, { lock }: Fault, plan: Pick<Plan, 'schema' | 'environment'>): string {
  const procedure = findBreakGlass(plan)
  if (lock === 'location') {
    const change = `give ${name} a development location in ${SCHEMA_FILE}`
    return procedure === undefined ? change : `${change}; to reach production, ${procedure}`
  }
  return procedure ?? 'ask the owner of the secret: no break-glass procedure is declared'
}

function findBreakGlass({ schema, environment }: Pick<Plan, 'schema' | 'environment'>): string | undefined {
  const declared = [environment, ...schema.environments.values()].find(
    ({ breakGlass }) => breakGlass?.procedure,
  )
  return declared?.breakGlass && describe(declared.breakGlass)
}

function describe({ procedure, approvers, maxDuration, review }: BreakGlass): string {
  return [
    `follow ${procedure}`,
    approvers && `approved by ${approvers}`,
    maxDuration && `for at most ${maxDuration}`,
    review && `reviewed by ${review}`,
  ]
    .filter(Boolean)
    .join(', ')
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)]
}
