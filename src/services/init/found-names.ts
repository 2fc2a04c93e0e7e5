import type { TrackedFile } from '../../lint/files/tracked-file.ts'
import { readDotenv } from '../../lint/reading/dotenv.ts'
import { findVariableReads } from '../../lint/variables/variable-reads.ts'

/** What a repository says of one variable. Holds no value. */
export interface FoundName {
  name: string
  /** The first file that names it. */
  file: string
  /** Whether some dotenv file gives it a value that only a credential has. */
  holdsCredential: boolean
}

/** Says whether a value that stands in a dotenv file is a credential by its shape. */
export type LooksLikeCredential = (value: string) => boolean

const DOTENV = /(^|\/)\.env(\.[^/]*)?$|(^|\/)[^/]+\.env$|(^|\/)env\.example$/i
const COMPOSE = /(^|\/)(docker-)?compose[^/]*\.ya?ml$/i
const SHELL = /\.(sh|bash|zsh)$|(^|\/)(Procfile|Makefile|justfile|\.envrc)$/i

/** Whether `path` is a dotenv file or an example of one. */
export function isDotenvFile(path: string): boolean {
  return DOTENV.test(path)
}

/** Whether `path` is a dotenv file that people fill, so not an example of one. */
export function isFilledDotenvFile(path: string): boolean {
  return isDotenvFile(path) && !/example|sample|template|dist$/i.test(path)
}

/** Every variable that the files read or set, once each, in the order in which it is found. */
export function collectNames(
  files: Iterable<Pick<TrackedFile, 'path' | 'text'>>,
  looksLikeCredential: LooksLikeCredential,
): readonly FoundName[] {
  const found = new Map<string, FoundName>()
  for (const file of files) {
    for (const { name, holdsCredential } of namesIn(file, looksLikeCredential)) {
      const known = found.get(name)
      found.set(name, {
        name,
        file: known?.file ?? file.path,
        holdsCredential: holdsCredential || (known?.holdsCredential ?? false),
      })
    }
  }
  return [...found.values()]
}

function* namesIn(
  file: Pick<TrackedFile, 'path' | 'text'>,
  looksLikeCredential: LooksLikeCredential,
): Iterable<{ name: string; holdsCredential: boolean }> {
  if (isDotenvFile(file.path)) {
    for (const { name, value } of readDotenv(file.text)) {
      yield { name, holdsCredential: looksLikeCredential(value) }
    }
    return
  }
  for (const name of COMPOSE.test(file.path) ? namesInCompose(file.text) : readsIn(file)) {
    yield { name, holdsCredential: false }
  }
}

function readsIn(file: Pick<TrackedFile, 'path' | 'text'>): Iterable<string> {
  return SHELL.test(file.path) || file.text.startsWith('#!/bin/')
    ? namesInShell(file.text)
    : [...findVariableReads(file)].map(({ name }) => name)
}

/** What Compose takes from the caller: `${NAME}` anywhere, and members of `environment` without a value. */
function* namesInCompose(text: string): Iterable<string> {
  const code = text.replaceAll(/^\s*#.*$/gm, '')
  for (const [, name] of code.matchAll(/(?<!\$)\$\{?([A-Z][A-Z0-9_]{0,127})\b/g)) {
    yield name!
  }
  for (const [, name] of code.matchAll(/^\s*(?:-\s+)?["']?([A-Z][A-Z0-9_]{0,127})["']?\s*:?[ \t]*$/gm)) {
    yield name!
  }
}

/** What a script uses and does not set itself. */
function* namesInShell(text: string): Iterable<string> {
  const code = text.replaceAll(/^\s*#.*$/gm, '').replaceAll(/'[^'\n]*'/g, "''")
  const own = new Set(
    [
      ...code.matchAll(/(?:^|[\s;(])(?:export\s+|local\s+|for\s+|read\s+)?([A-Z][A-Z0-9_]*)(?:=|\s+in\s)/gm),
    ].map(([, name]) => name),
  )
  for (const [, name] of code.matchAll(/\$\{?([A-Z][A-Z0-9_]{0,127})\b/g)) {
    if (!own.has(name)) {
      yield name!
    }
  }
}
