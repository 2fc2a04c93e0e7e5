import type { Position } from '../../schema/types.ts'

/** One tracked text file during the pass. */
export interface TrackedFile {
  /** From the repository's root, with `/` between folders. */
  path: string
  text: string
  /** Where the UTF-16 offset `index` of {@link text} stands. */
  positionAt(index: number): Position
}

/** Wraps text; lines are counted only when somebody asks for a position. */
export function createTrackedFile(path: string, text: string): TrackedFile {
  let starts: readonly number[] | undefined
  return {
    path,
    text,
    positionAt(index) {
      starts ??= lineStarts(text)
      const line = lastAtOrBelow(starts, index)
      return { line: line + 1, column: index - starts[line]! + 1 }
    },
  }
}

/** A line ends at LF, CRLF or a lone CR. */
function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (const match of text.matchAll(/\r\n?|\n/g)) {
    starts.push(match.index + match[0].length)
  }
  return starts
}

function lastAtOrBelow(starts: readonly number[], index: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (starts[middle]! <= index) low = middle
    else high = middle - 1
  }
  return low
}
