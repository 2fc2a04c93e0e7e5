import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Subject } from '../pairing/measure.ts'
import type { Project } from './project.ts'

/** What others reach for, in the versions that are measured. */
export const PEERS = { 'dotenv-cli': '11.0.0', varlock: '1.20.0', '@dotenvx/dotenvx': '2.38.2' } as const

/** Installs the peers into a folder of their own and says how each runs `true` with the project's values. */
export function installPeers({ folder, env }: Project): { subjects: Subject[]; remove(): void } {
  const home = mkdtempSync(join(tmpdir(), 'sotto-peers-'))
  writeFileSync(join(home, 'package.json'), '{ "private": true }')
  const wanted = Object.entries(PEERS).map(([name, version]) => `${name}@${version}`)
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...wanted], {
    cwd: home,
    stdio: 'ignore',
  })
  const bin = (path: string) => join(home, 'node_modules', path)
  const peer = (name: string, ...args: string[]): Subject => ({
    name,
    command: process.execPath,
    args,
    cwd: folder,
    env: { ...env, DO_NOT_TRACK: '1', VARLOCK_TELEMETRY_DISABLED: 'true' },
  })
  return {
    subjects: [
      peer('dotenv-cli', bin('dotenv-cli/cli.js'), '--', 'true'),
      peer('varlock', bin('varlock/bin/cli.js'), 'run', '--', 'true'),
      peer('@dotenvx/dotenvx', bin('@dotenvx/dotenvx/src/cli/dotenvx.js'), 'run', '--quiet', '--', 'true'),
    ],
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
}
