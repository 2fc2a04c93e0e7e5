import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** A schema in which lint finds nothing, beside a `.gitignore` and code that reads its one secret. */
export const CLEAN: Readonly<Record<string, string>> = {
  'secrets.schema.json': JSON.stringify(
    {
      version: 1,
      project: 'shop',
      environments: { dev: { class: 'development', default: true } },
      stores: {
        team: { type: 'aws-secrets-manager', region: 'eu-west-1', devScope: { path: ['shop/dev/'] } },
      },
      secrets: {
        DATABASE_URL: {
          purpose: 'Reads and writes orders in the shop database',
          owner: 'team-orders',
          kind: 'long-lived',
          locations: { dev: 'team:shop/dev/{developer}/db#url' },
          access: 'Ask in the channel of the team',
          rotation: { every: '90d', procedure: 'https://wiki.example.com/rotate' },
        },
      },
    },
    null,
    2,
  ),
  '.gitignore': '.env*\n!.env.example\n',
  'src/shop.ts': 'connect(process.env.DATABASE_URL)\n',
}

/** A git repository that tracks `files`, the clean ones by default, and goes when the test ends. */
export function makeRepository(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const folder = temporaryFolder()
  git(folder, 'init', '-q')
  writeFiles(folder, { ...CLEAN, ...files })
  git(folder, 'add', '-A', '-f')
  return folder
}

/** Writes files below `folder`; nothing is tracked by that. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** Runs git without the caller's own settings. */
export function git(folder: string, ...args: string[]): string {
  const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' }
  return execFileSync('git', args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}
