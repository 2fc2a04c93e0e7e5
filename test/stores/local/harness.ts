import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Harness, World } from '../harness.ts'
import { localFaults } from './faults.ts'
import { personalPlace, quietContext } from './place.ts'
import { KEY, readSealed, writeKey, writeSealed } from './sealed.ts'

/** Folders of its own for each bench, with a key file; filled by the tests' own writing of the format. */
export const harness: Harness = {
  async start(): Promise<World> {
    const root = mkdtempSync(join(tmpdir(), 'sotto-local-'))
    let benches = 0
    return {
      async bench() {
        benches += 1
        const place = personalPlace('shop', join(root, `${benches}`))
        return {
          place,
          options: {},
          context: quietContext(),
          identity: { principal: 'ada', developer: 'ada', workload: false },
          credentials: [
            KEY.toString(),
            KEY.toString('base64url'),
            KEY.toString('base64'),
            KEY.toString('hex'),
          ],
          location: (label) => `entries/${label}`,
          async seed({ path }, value) {
            writeKey(place)
            const entry = { value: value.toString('base64'), changed: '2026-01-01T00:00:00.000Z' }
            await writeSealed(place, { version: 1, secrets: { ...(await readSealed(place)), [path]: entry } })
            return {}
          },
        }
      },
      stop: async () => rmSync(root, { recursive: true, force: true }),
    }
  },
  faults: localFaults,
  exemptions: {
    'a fetch that hangs ends when it is aborted':
      'A file answers at once; the wait for its lock is aborted in secrets-file.test.ts.',
    unauthenticated: 'Nobody signs in to a file: the operating system has signed the user in.',
    forbidden: 'Whoever may not read the file is told what is wrong with its mode or owner.',
    throttled: 'A file takes any number of requests.',
    'not-installed': 'The store is part of sotto and needs nothing else.',
  },
}
