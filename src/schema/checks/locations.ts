import { isObject, type Json, type JsonObject } from '../json.ts'
import { isVersion, judgeReference } from '../location-grammar.ts'
import { below } from '../pointer.ts'
import { readLocation } from '../read-location.ts'
import { isShowable } from '../shown-name.ts'
import { suggestName } from '../suggest-name.ts'
import type { SchemaProblem } from '../types.ts'

/** Every location: the environment and the store it names, and its grammar. */
export function* checkLocations(document: JsonObject): Iterable<SchemaProblem> {
  const environments = namesOf(document.environments)
  const stores = namesOf(document.stores)
  for (const [secret, declaration] of Object.entries(isObject(document.secrets) ? document.secrets : {})) {
    if (!isObject(declaration)) {
      continue
    }
    const pointer = below('/secrets', secret)
    const required = Array.isArray(declaration.requiredIn) ? declaration.requiredIn : []
    for (const [index, name] of required.entries()) {
      if (typeof name === 'string' && !environments.has(name)) {
        yield unknown('environment', name, environments, below(`${pointer}/requiredIn`, index), false)
      }
    }
    for (const [name, location] of Object.entries(
      isObject(declaration.locations) ? declaration.locations : {},
    )) {
      const place = below(`${pointer}/locations`, name)
      if (!environments.has(name)) {
        yield unknown('environment', name, environments, place, true)
      }
      yield* checkLocation(location, stores, place)
    }
  }
}

function* checkLocation(
  location: Json,
  stores: ReadonlySet<string>,
  pointer: string,
): Iterable<SchemaProblem> {
  const parts = readLocation(location)
  if (parts === undefined) {
    return
  }
  if (parts === 'no-store') {
    const hint = 'Write the name of a store, a colon, and the path.'
    yield { rule: 'location/syntax', message: 'A location is not store:path#field.', hint, pointer }
    return
  }
  const fault = judgeReference(parts.text)
  if (fault) {
    yield {
      rule: fault.rule,
      message: `A location ${fault.message}.`,
      hint: 'docs/schema.md has the grammar.',
      pointer,
    }
  }
  if (parts.version !== undefined && !isVersion(parts.version)) {
    const hint = 'Use letters, digits and _ . - only.'
    yield { rule: 'location/syntax', message: 'The version in a location is no plain name.', hint, pointer }
  }
  if (!stores.has(parts.store) && fault?.rule !== 'location/endpoint-inline') {
    yield unknown('store', parts.store, stores, pointer, false)
  }
}

function unknown(
  what: 'environment' | 'store',
  name: string,
  known: ReadonlySet<string>,
  pointer: string,
  atName: boolean,
): SchemaProblem {
  const shown = [...known].filter(isShowable)
  const near = suggestName(name, shown)
  return {
    rule: what === 'store' ? 'store/unknown' : 'env/unknown',
    message: `A secret names ${what === 'store' ? 'a store' : 'an environment'} that the schema does not declare.`,
    hint: near ? `Did you mean "${near}"?` : `Declared: ${shown.join(', ') || 'none'}.`,
    pointer,
    atName,
  }
}

function namesOf(members: Json | undefined): ReadonlySet<string> {
  return new Set(Object.keys(isObject(members) ? members : {}))
}
