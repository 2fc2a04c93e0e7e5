import { distance } from 'fastest-levenshtein'

/**
 * Reads one JSON value as a `T`, or adds what is wrong with it to `problems` and gives something harmless.
 * `at` is how a message calls the value: `approve[0].type`.
 */
export type Reader<T> = (input: unknown, at: string, problems: string[]) => T

/** One line of printable text that `pattern` matches; `meaning` says what it must be. */
export function text(meaning: string, pattern = /^[^\p{C}]{1,4096}$/u): Reader<string> {
  return (input, at, problems) => {
    if (typeof input === 'string' && pattern.test(input)) {
      return input
    }
    problems.push(`${at} must be ${meaning}`)
    return ''
  }
}

export function listOf<T>(item: Reader<T>): Reader<readonly T[]> {
  return (input, at, problems) => {
    if (!Array.isArray(input)) {
      problems.push(`${at} must be a list`)
      return []
    }
    return input.map((member, index) => item(member, `${at}[${index}]`, problems))
  }
}

/** An object whose member names are free. The copy has no prototype. */
export function mapOf<T>(item: Reader<T>, name: Reader<string> = text('a name')): Reader<Record<string, T>> {
  return (input, at, problems) => {
    const copy: Record<string, T> = Object.create(null)
    for (const [key, member] of membersOf(input, at, problems)) {
      copy[name(key, `the name of a member of ${at}`, problems)] = item(member, `${at}.${key}`, problems)
    }
    return copy
  }
}

/** An object of known members; any other is refused. Absent members stay absent. */
export function objectOf<T extends object>(
  members: { [Name in keyof T]-?: Reader<NonNullable<T[Name]>> },
  required: readonly (keyof T & string)[],
): Reader<T> {
  return (input, at, problems) => {
    const copy: Partial<Record<string, unknown>> = Object.create(null)
    for (const [key, member] of membersOf(input, at, problems)) {
      if (Object.hasOwn(members, key)) {
        copy[key] = members[key as keyof T](member, at === '' ? key : `${at}.${key}`, problems)
      } else {
        problems.push(unknownMember(key, at, Object.keys(members)))
      }
    }
    const missing = required.filter((name) => !(name in copy))
    problems.push(...missing.map((name) => `${at} needs the member ${name}`))
    return copy as T
  }
}

function membersOf(input: unknown, at: string, problems: string[]): [string, unknown][] {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) {
    return Object.entries(input)
  }
  problems.push(`${at || 'the file'} must be an object`)
  return []
}

function unknownMember(key: string, at: string, known: readonly string[]): string {
  const [nearest] = known.toSorted((a, b) => distance(key, a) - distance(key, b))
  const near = nearest !== undefined && distance(key, nearest) <= Math.max(2, key.length / 3)
  const shown = JSON.stringify(key.slice(0, 64))
  return `${at || 'the file'} has the unknown member ${shown}${near ? `; did you mean ${nearest}?` : ''}`
}
