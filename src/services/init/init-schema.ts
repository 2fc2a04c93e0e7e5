import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { AppError } from '../../errors/app-error.ts'
import { findSchema, SCHEMA_FILE } from '../../schema/find-schema.ts'
import type { Context } from '../context.ts'
import { plainPath, readTracked } from '../tracked-files.ts'
import { draftSchema, projectName } from './draft-schema.ts'
import { collectNames, isFilledDotenvFile } from './found-names.ts'
import { listFiles } from './list-files.ts'
import { isSecret, looksLikeCredential } from './tell-secrets.ts'

/** What `init` came to. Names and files only: no value is read into it. */
export interface InitReport {
  /** Path of the schema that was written. */
  file: string
  project: string
  secrets: readonly { name: string; file: string }[]
  /** Variables that were taken for ordinary configuration. */
  configuration: readonly string[]
  /** Dotenv files that hold values and are not examples, for `import`. */
  dotenvFiles: readonly string[]
}

/**
 * Writes a first schema from the names that the repository's code and dotenv files use. Copies no value. Throws
 * USAGE where there is a schema already, which is never overwritten, and where the new one would hide one further up
 * that nobody has asked to hide.
 *
 * @param named path of the schema to write; absent: it stands in the working directory under its usual name
 */
export async function initSchema(context: Context, named?: string): Promise<InitReport> {
  const root = context.cwd
  const file = resolve(root, named ?? SCHEMA_FILE)
  if (existsSync(file)) {
    throw exists(file)
  }
  const above = named === undefined ? await findSchema(root).catch(() => undefined) : undefined
  if (above !== undefined) {
    throw hides(above.file)
  }
  const files = await listFiles(root)
  const found = collectNames(readTracked(root, files.map(plainPath)), looksLikeCredential)
  const secrets = found.filter(isSecret).sort((a, b) => (a.name < b.name ? -1 : 1))
  const project = projectName(packageName(root) ?? basename(root))
  const text = draftSchema(
    project,
    secrets.map(({ name }) => name),
    schemaLink(dirname(file)),
  )
  await writeFile(file, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? exists(file) : unwritable(file)
  })
  return {
    file,
    project,
    secrets: secrets.map(({ name, file: from }) => ({ name, file: from })),
    configuration: found.filter((name) => !isSecret(name)).map(({ name }) => name),
    dotenvFiles: files.filter(isFilledDotenvFile),
  }
}

function exists(file: string): AppError {
  return new AppError('USAGE', `${file} is there already and is never overwritten.`, {
    suggestions: ['sotto lint'],
  })
}

function hides(above: string): AppError {
  return new AppError('USAGE', `${above} is the schema of this folder; one here would hide it.`, {
    suggestions: ['sotto check', `sotto init --schema ${SCHEMA_FILE}`],
  })
}

function unwritable(file: string): AppError {
  return new AppError('USAGE', `${file} cannot be written.`, { suggestions: [`ls -ld ${dirname(file)}`] })
}

function packageName(root: string): string | undefined {
  try {
    const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name?: unknown }
    return typeof name === 'string' ? name : undefined
  } catch {
    return undefined
  }
}

/** The description that came with the package, from wherever above `from` it is installed. */
function schemaLink(from: string): string {
  const installed = 'node_modules/sotto/secrets.schema.v1.json'
  let link = '.'
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, installed))) {
      return `${link}/${installed}`
    }
    link = link === '.' ? '..' : `${link}/..`
  }
  return `./${installed}`
}
