import { compileGlob } from './glob.ts'

interface IgnoreLine {
  /** Whether what matches is taken back in. */
  negated: boolean
  matches(path: string): boolean
}

/**
 * Whether a file in gitignore syntax covers `path`, which is relative to the folder of that file. The last line
 * that matches decides; a line covers what lies below a folder that it matches.
 */
export function isIgnored(ignoreFile: string, path: string): boolean {
  const lines = ignoreFile.split(/\r\n?|\n/).flatMap(readLine)
  return lines.findLast((line) => line.matches(path))?.negated === false
}

function readLine(line: string): IgnoreLine[] {
  const text = line.replace(/(?<!\\) +$/, '')
  if (text === '' || text.startsWith('#')) return []
  const negated = text.startsWith('!')
  const pattern = text.slice(negated ? 1 : 0).replace(/\/$/, '')
  const isAnchored = pattern.includes('/')
  const glob = compileGlob(pattern.replace(/^\//, ''))
  const isFolderOnly = text.endsWith('/')
  return [
    {
      negated,
      matches: (path) => candidates(path, isAnchored, isFolderOnly).some(glob),
    },
  ]
}

/** The paths that a pattern may match for it to cover `path`: itself and the folders above. */
function candidates(path: string, isAnchored: boolean, isFolderOnly: boolean): readonly string[] {
  const names = path.split('/')
  const prefixes = names.map((_, index) => names.slice(0, index + 1).join('/'))
  const covering = isFolderOnly ? prefixes.slice(0, -1) : prefixes
  return isAnchored ? covering : covering.map((prefix) => prefix.slice(prefix.lastIndexOf('/') + 1))
}
