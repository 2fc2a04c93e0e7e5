import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const SOTTO = join(import.meta.dirname, '../../bin/run.js')

/** A repository whose schema declares secrets of the local store, with a home of its own. */
export interface Project {
  folder: string
  env: Record<string, string>
  remove(): void
}

/** Makes one with `declared` secrets; the first `stored` of them, named `SECRET_0` and so on, have values. */
export function makeProject(declared: number, stored: number): Project {
  const base = mkdtempSync(join(tmpdir(), 'sotto-bench-'))
  const folder = join(base, 'repository')
  const home = join(base, 'home')
  mkdirSync(join(folder, '.git'), { recursive: true })
  mkdirSync(home, { mode: 0o700 })
  writeFileSync(join(folder, 'secrets.schema.json'), JSON.stringify(schemaOf(declared)))
  writeFileSync(join(folder, '.env'), dotenvOf(stored))
  const env = { PATH: process.env.PATH ?? '', HOME: home }
  const only = Array.from({ length: stored }, (_, index) => `SECRET_${index}`).join(',')
  execFileSync(process.execPath, [SOTTO, 'run', '--only', only, '--', 'true'], {
    cwd: folder,
    env,
    stdio: 'ignore',
  })
  return { folder, env, remove: () => rmSync(base, { recursive: true, force: true }) }
}

function schemaOf(count: number) {
  const secrets = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `SECRET_${index}`,
      {
        purpose: `Signs the requests of part ${index} of the measured application`,
        owner: 'team-measured',
        kind: 'personal',
        locations: { dev: `personal:part-${index}` },
        generate: { bytes: 24, encoding: 'base64url' },
        rotation: { every: '180d', procedure: 'docs/rotate.md' },
      },
    ]),
  )
  return {
    version: 1,
    project: 'measured',
    environments: { dev: { class: 'development', default: true } },
    stores: { personal: { type: 'local' } },
    secrets,
  }
}

/** The same number of values for the peers, made up. */
function dotenvOf(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `SECRET_${index}=made-up-value-number-${1000 + index}\n`,
  ).join('')
}
