import { parseEntries } from './dotenv-file.ts'

/** Lines of one entry at the most: longer than any key or certificate. */
const LONGEST_ENTRY = 400

/**
 * Takes the lines of `names` out of a dotenv file's text, and nothing else: lines are taken only where the loader
 * itself reads exactly that entry from them, and everything but that entry from the rest. An entry of which this
 * cannot be said, such as one that stands twice, stays.
 */
export function removeEntries(
  text: string,
  names: Iterable<string>,
): { rest: string; removed: readonly string[] } {
  const removed: string[] = []
  let rest = text
  for (const name of names) {
    const without = removeEntry(rest, name)
    if (without !== undefined) {
      rest = without
      removed.push(name)
    }
  }
  return { rest, removed }
}

function removeEntry(text: string, name: string): string | undefined {
  const entries = new Map(parseEntries(text))
  const entry = new Map([[name, entries.get(name) ?? '']])
  entries.delete(name)
  const mark = text.startsWith('\ufeff') ? '\ufeff' : ''
  const lines = text.slice(mark.length).match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? []
  const opening = new RegExp(`^\\s*(?:export\\s+)?${name}\\s*[=:]`)

  for (const start of lines.keys()) {
    if (!opening.test(lines[start]!)) continue
    const end = findEnd(lines, start, entry)
    // Two assignments of one name, read together, look like the last of them alone.
    if (end === undefined || lines.slice(start + 1, end).some((line) => opening.test(line))) continue
    const rest = mark + [...lines.slice(0, start), ...lines.slice(end)].join('')
    if (isSame(parseEntries(rest), entries)) return rest
  }
  return undefined
}

/** The line after the entry that starts at `start`, by the loader's own reading. */
function findEnd(
  lines: readonly string[],
  start: number,
  entry: ReadonlyMap<string, string>,
): number | undefined {
  for (let end = start + 1; end <= Math.min(lines.length, start + LONGEST_ENTRY); end += 1) {
    if (isSame(parseEntries(lines.slice(start, end).join('')), entry)) return end
  }
  return undefined
}

function isSame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([name, value]) => other.get(name) === value)
}
