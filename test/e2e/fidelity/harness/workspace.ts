import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Tool } from './tool.ts'

const SOTTO = join(import.meta.dirname, '../../../../bin/run.js')
const SECRET = 'FIDELITY_TOKEN'

/** A folder outside every repository, where nothing of the machine's user is read or written. */
export async function makeWorkspace(): Promise<{ folder: string; env: Record<string, string> }> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'sotto-fidelity-')))
  const home = join(folder, 'home')
  await mkdir(home)
  const xdg = ['CONFIG', 'DATA', 'STATE', 'CACHE', 'RUNTIME'].map((kind) => [
    `XDG_${kind}_${kind === 'RUNTIME' ? 'DIR' : 'HOME'}`,
    join(home, kind.toLowerCase()),
  ])
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    // In a home that it does not know npm asks the registry for its newest version.
    npm_config_update_notifier: 'false',
    ...Object.fromEntries(xdg),
  }
  return { folder, env }
}

export function removeWorkspace(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** The command by itself. */
export function direct(folder: string, env: Record<string, string>): Tool {
  return { name: 'the command itself', command: (command) => [...command], cwd: folder, env, secret: SECRET }
}

/** The built sotto on the Node that runs the tests, in a repository whose one secret exists already. */
export async function sotto(folder: string, env: Record<string, string>): Promise<Tool> {
  await writeFile(join(folder, 'secrets.schema.json'), JSON.stringify(SCHEMA))
  const program = [process.execPath, SOTTO]
  await promisify(execFile)(process.execPath, [SOTTO, 'run', '--', 'true'], { cwd: folder, env })
  return {
    name: 'sotto',
    command: (command, flags = []) => [...program, 'run', ...flags, '--', ...command],
    cwd: folder,
    env,
    secret: SECRET,
  }
}

const SCHEMA = {
  version: 1,
  project: 'fidelity',
  environments: { dev: { class: 'development', default: true } },
  stores: { personal: { type: 'local' } },
  secrets: {
    [SECRET]: {
      purpose: 'Stands in for any secret while the runner is tested',
      owner: 'team-runner',
      kind: 'personal',
      locations: { dev: 'personal:fidelity-token' },
      generate: { bytes: 32, encoding: 'hex' },
      rotation: { every: '180d', procedure: 'sotto set FIDELITY_TOKEN --generate' },
    },
  },
}
