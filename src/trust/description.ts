import type { TrustPlace } from './approvals.ts'
import type { TrustSubject } from './subject.ts'

/** The whole subject for people, in ASCII: a look-alike letter in a host name shows as its code. */
export function describeSubject({ document, hash }: TrustSubject, { root, file }: TrustPlace): string {
  const classes = Object.entries(document.environments).map(([name, kind]) => `  ${name}: ${kind}`)
  const stores = Object.entries(document.stores).flatMap(([name, block]) =>
    `${name}: ${JSON.stringify(block, null, 2)}`.split('\n').map((text) => `  ${text}`),
  )
  return [
    `repository: ${root}`,
    `schema: ${file}`,
    `sha256: ${hash}`,
    'environments:',
    ...classes,
    'stores:',
    ...stores,
  ]
    .map(asciiLine)
    .join('\n')
}

/** What differs between two documents, one line a member: `-` as it was, `+` as it is. */
export function listDifferences(
  before: TrustSubject['document'],
  after: TrustSubject['document'],
): readonly string[] {
  const [old, young] = [flatten(before), flatten(after)]
  const paths = [...new Set([...old.keys(), ...young.keys()])].sort()
  return paths
    .filter((path) => old.get(path) !== young.get(path))
    .flatMap((path) => [line('-', path, old.get(path)), line('+', path, young.get(path))].flat())
}

function line(sign: string, path: string, value: string | undefined): string[] {
  return value === undefined ? [] : [asciiLine(`  ${sign} ${path}: ${value}`)]
}

/** Every leaf by its path: `stores.team.address` to `"https://vault.example.com"`. */
function flatten(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return new Map([[path, JSON.stringify(value)]])
  }
  const members = Object.entries(value).map(
    ([name, member]) => [path ? `${path}.${name}` : name, member] as const,
  )
  return new Map(members.flatMap(([place, member]) => [...flatten(member, place)]))
}

/** Everything outside printable ASCII as its code, line feeds too: one line stays one line. */
export function asciiLine(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
