import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Finished, type RunOptions, runBin } from './run-bin.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A repository of one's own with a schema, and a home beside it. */
export interface Repository {
  root: string
  home: string
  /** Runs sotto in the repository. */
  sotto(args: readonly string[], options?: Partial<RunOptions>): Promise<Finished>
  /** Replaces the schema. */
  declare(schema: unknown): void
}

/** Lays a git repository with `schema` into a temporary folder that goes when the test ends. */
export function layRepository(schema?: unknown): Repository {
  const folder = temporaryFolder()
  const [root, home] = [join(folder, 'repository'), join(folder, 'home')]
  mkdirSync(root)
  mkdirSync(home)
  execFileSync('git', ['init', '-q'], { cwd: root })
  const declare = (content: unknown) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2)
    writeFileSync(join(root, 'secrets.schema.json'), text)
  }
  if (schema !== undefined) declare(schema)
  return {
    root,
    home,
    declare,
    sotto: (args, options = {}) => runBin(args, { home, cwd: root, ...options }),
  }
}

/** A schema of personal secrets in the local store, by name; `more` are further members at the top. */
export function personalSchema(secrets: Readonly<Record<string, object>>, more: object = {}): object {
  return {
    version: 1,
    project: 'shop',
    environments: {
      dev: { class: 'development', default: true },
      production: { class: 'production', breakGlass: { procedure: 'docs/break-glass.md' } },
    },
    stores: { personal: { type: 'local' } },
    secrets: Object.fromEntries(
      Object.entries(secrets).map(([name, declaration]) => [
        name,
        { locations: { dev: `personal:${name.toLowerCase().replaceAll('_', '-')}` }, ...declaration },
      ]),
    ),
    ...more,
  }
}
