import { existsSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { AppError } from '../errors/app-error.ts'
import { readDeclaredNames } from '../lint/declared-names.ts'
import type { Finding } from '../lint/finding.ts'
import { RULES } from '../lint/registry.ts'
import type { RuleMeta } from '../lint/rule.ts'
import { runRules } from '../lint/run-rules.ts'
import { createSurveyor } from '../lint/survey.ts'
import { findSchema } from '../schema/find-schema.ts'
import { inspectSchema } from '../schema/inspect-schema.ts'
import { createPositionFinder } from '../schema/positions.ts'
import { readBytes } from '../schema/schema-file.ts'
import type { Context } from './context.ts'
import { credentialVariables } from './load-schema.ts'
import { createTree, listTracked, readTracked } from './tracked-files.ts'

export type { Finding, FindingSeverity } from '../lint/finding.ts'
export type { RuleMeta } from '../lint/rule.ts'

/** What lint found, for every format of report. */
export interface LintReport {
  /** Worst first. */
  findings: readonly Finding[]
  /** Every rule that there is. */
  rules: readonly RuleMeta[]
  /** Tracked files that were looked at, binary and generated ones included. */
  filesConsidered: number
  /** Whether there is a git repository, without which only the schema could be judged. */
  isTracked: boolean
}

export interface LintOptions {
  /** The schema, from the working directory; default is the nearest. */
  schema: string | undefined
  /** Files and folders, from the working directory, to look at and report on; none means all. */
  files: readonly string[]
}

/**
 * Judges the schema and what git tracks around it: no store, no network, no sign-in. Throws SCHEMA_NOT_FOUND,
 * USAGE for a file that git does not track, RUNTIME_UNSUPPORTED where git fails.
 */
export async function lintRepository(context: Context, options: LintOptions): Promise<LintReport> {
  const place = await findSchema(context.cwd, options.schema)
  const reading = await inspectSchema(place, await readBytes(place.file), {
    allowedNames: new Set(),
    credentialVariables: credentialVariables(),
  })
  const tracked = await listTracked(place.root)
  const schemaFile = toPosix(relative(place.root, place.file))
  const chosen = choosePaths(options.files, context.cwd, place.root, [
    ...(tracked ?? []).map(({ path }) => path),
    schemaFile,
  ])
  const declared = readDeclaredNames(reading.document)
  const isComplete = chosen === undefined
  const considered = (tracked ?? []).filter(({ path }) => chosen?.has(path) ?? true)
  const findings = await runRules({
    subject: {
      schemaFile,
      ...(reading.schema && { schema: reading.schema }),
      declared,
      problems: reading.problems,
      ...(tracked && { tree: createTree(place.root, tracked) }),
      exists: (path) => isInside(path) && existsSync(join(place.root, path)),
      now: context.now(),
    },
    rules: RULES,
    files: readTracked(place.root, considered),
    surveyor: createSurveyor({ declared, schemaFile, isComplete }),
    locate: createPositionFinder(reading.text ?? ''),
  })
  return {
    findings: findings.filter(({ file }) => chosen?.has(file) ?? true),
    rules: RULES.map(({ meta }) => meta),
    filesConsidered: considered.length,
    isTracked: tracked !== undefined,
  }
}

/** The known paths that `files` name, or that lie below a folder among them; `undefined` for all. */
function choosePaths(
  files: readonly string[],
  cwd: string,
  root: string,
  known: readonly string[],
): ReadonlySet<string> | undefined {
  if (files.length === 0) return undefined
  const chosen = files.map((file) => {
    const path = toPosix(relative(root, resolve(cwd, file)))
    const found = known.filter((one) => path === '' || one === path || one.startsWith(`${path}/`))
    if (found.length === 0)
      throw new AppError('USAGE', `git tracks no file ${file}; lint looks at what git tracks.`)
    return found
  })
  return new Set(chosen.flat())
}

/** A link out of the repository leads to nothing that others have. */
function isInside(path: string): boolean {
  return !isAbsolute(path) && !path.split(/[\\/]/).includes('..')
}

function toPosix(path: string): string {
  return path.split(sep).join('/')
}
