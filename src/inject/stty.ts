import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from 'node:child_process'

/**
 * What `script` prints, whose standard input is the terminal, and whose descriptor 3 is `descriptor`. In a session of
 * its own no terminal stops it, and us with it, and a stop of our group does not leave us waiting for it.
 */
export function stty(script: string, descriptor?: number): string {
  const options: SpawnSyncOptionsWithStringEncoding & { detached: boolean } = {
    stdio: [0, 'pipe', 'ignore', ...(descriptor === undefined ? [] : [descriptor])],
    encoding: 'latin1',
    detached: true,
  }
  return spawnSync('sh', ['-c', script], options).stdout?.trim() ?? ''
}
