import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { withCanaries } from './canaries.ts'

const FOLDER = join(import.meta.dirname, 'cases')

/** A folder `cases/<group>/<rule>/<case>` with `schema.json`, `expected.json` and perhaps a `tree`. */
export interface RuleCase {
  rule: string
  name: string
  schema: string
  files: Readonly<Record<string, string>>
  expected: readonly ExpectedFinding[]
}

export interface ExpectedFinding {
  file: string
  line: number
  column: number
  severity?: string
}

/** Every case there is, canaries filled in. */
export function readCases(): readonly RuleCase[] {
  return foldersIn(FOLDER).flatMap((group) =>
    foldersIn(join(FOLDER, group)).flatMap((rule) =>
      foldersIn(join(FOLDER, group, rule)).map((name) => readCase(`${group}/${rule}`, name)),
    ),
  )
}

function readCase(rule: string, name: string): RuleCase {
  const folder = join(FOLDER, rule, name)
  return {
    rule,
    name,
    schema: withCanaries(readFileSync(join(folder, 'schema.json'), 'utf8')),
    files: readFiles(join(folder, 'tree')),
    expected: JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')),
  }
}

export function readFiles(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {}
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true, encoding: 'utf8' })
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [relative(folder, file).split(sep).join('/'), withCanaries(readFileSync(file, 'utf8'))]),
  )
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
}
