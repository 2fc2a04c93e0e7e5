import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Fixture } from './redaction-fixture.ts'

const PACKAGES = ['varlock@1.20.0', '@dotenvx/dotenvx@2.38.2']

/** The command line with which each peer prints a fixture's log, redacted. */
export interface Peers {
  varlock(fixture: Fixture): string
  dotenvx(fixture: Fixture): string
}

/** Installs the peers under `folder`. Both need a Node as new as ours. */
export function installPeers(folder: string): Peers {
  execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', ...PACKAGES], {
    stdio: 'ignore',
  })
  const bin = join(folder, 'node_modules', '.bin')
  return {
    varlock: ({ log }) => `cd ${folder} && DO_NOT_TRACK=1 ${join(bin, 'varlock')} run -- cat ${log}`,
    dotenvx: ({ log, dotenv }) => `${join(bin, 'dotenvx')} run -f ${dotenv} --quiet --redact -- cat ${log}`,
  }
}
