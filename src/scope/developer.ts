import { findDenyWord, mayHoldDenyWord } from '../schema/deny-words.ts'
import type { SecretReference } from '../stores/store.ts'

/** Stands in a location for the name that the store verified. */
const TEMPLATE = '{developer}'

/** Whether `reference` is different for each developer. */
export function needsDeveloper(reference: SecretReference): boolean {
  return [reference.path, reference.field, reference.version].some((part) => part?.includes(TEMPLATE))
}

/** `text` with `{developer}` filled in. */
export function fillDeveloper(text: string, developer: string): string {
  return text.includes(TEMPLATE) ? text.replaceAll(TEMPLATE, () => developer) : text
}

/** `reference` with `{developer}` filled in. */
export function fillReference(reference: SecretReference, developer: string): SecretReference {
  const { path, field, version } = reference
  return {
    path: fillDeveloper(path, developer),
    ...(field === undefined ? {} : { field: fillDeveloper(field, developer) }),
    ...(version === undefined ? {} : { version: fillDeveloper(version, developer) }),
  }
}

/** A name that is safe as part of a path: no separator, and not dots alone, which would climb. */
export function isDeveloperName(name: string): boolean {
  return /^[a-z0-9._-]{1,128}$/.test(name) && !/^\.+$/.test(name)
}

/**
 * The first deny word in `template`, filled in with `developer` where that is known. A word that lies wholly
 * inside the filled-in name is a person's own (`live.olsen`); one that only the two together make is not.
 */
export function findDenyWordAround(template: string, developer: string): string | undefined {
  if (!mayHoldDenyWord(fillDeveloper(template, developer))) return undefined
  const [first = '', ...parts] = template.split(TEMPLATE)
  const names: { start: number; end: number }[] = []
  let text = first
  for (const part of parts) {
    names.push({ start: text.length, end: text.length + developer.length })
    text += developer + part
  }
  for (const { 0: token, index } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const own = names.some(({ start, end }) => index >= start && index + token.length <= end)
    const word = own ? undefined : findDenyWord(token)
    if (word !== undefined) {
      return word
    }
  }
  return undefined
}
