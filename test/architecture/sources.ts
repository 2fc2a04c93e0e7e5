import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'

/** One source file as the rules see it. */
export interface Source {
  /** From src, with slashes. */
  path: string
  /** Its first folder: the room. */
  room: string
  text: string
  /** The text without comments and without the content of strings, for rules about code. */
  code: string
  lines: number
  imports: readonly { target: string; isDynamic: boolean }[]
}

/** Every TypeScript source below `root`, generated ones aside. */
export function readSources(root: string): readonly Source[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.ts') && !path.includes('generated/'))
    .map((path) => readSource(root, path))
}

function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  return {
    path,
    room: path.split('/')[0] ?? '',
    text,
    code: stripText(text),
    lines: text.trimEnd().split('\n').length,
    imports: [...findImports(text, path)],
  }
}

function* findImports(text: string, path: string): Iterable<{ target: string; isDynamic: boolean }> {
  const code = text.replaceAll(/^\s*(\*|\/\/|\/\*).*$/gm, '')
  for (const match of code.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*'([^']+)'|(?:^|\n)import\s+'([^']+)'/g,
  )) {
    yield { target: resolve(path, match[1] ?? match[2] ?? ''), isDynamic: isTypeOnly(match[0]) }
  }
  for (const match of code.matchAll(/\b(?:import|require)\(\s*'([^']+)'/g)) {
    yield { target: resolve(path, match[1] ?? ''), isDynamic: true }
  }
}

/** A type import is erased: like a dynamic one it loads nothing. */
function isTypeOnly(statement: string): boolean {
  return /^\s*(import|export)\s+type\b/.test(statement)
}

function resolve(path: string, target: string): string {
  return target.startsWith('.')
    ? relative('.', posix.join(posix.dirname(path), target))
        .split(sep)
        .join('/')
    : target
}

function stripText(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|\s)\/\/.*$/gm, '$1')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''")
}
