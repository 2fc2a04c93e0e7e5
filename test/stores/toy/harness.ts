import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Harness } from '../harness.ts'
import { personalPlace, quietContext } from '../local/place.ts'

export const harness: Harness = {
  async start() {
    const root = mkdtempSync(join(tmpdir(), 'sotto-toy-'))
    let benches = 0
    return {
      async bench() {
        benches += 1
        const folder = join(root, `${benches}`)
        mkdirSync(folder)
        return {
          place: { ...personalPlace('shop', folder), name: 'team' },
          options: { folder },
          context: quietContext(),
          identity: { principal: 'ada', developer: 'ada', container: { folder } },
          credentials: [],
          location: (label) => `shop/dev/${label}`,
          async seed({ path }, value) {
            writeFileSync(join(folder, encodeURIComponent(path)), value)
            return {}
          },
        }
      },
      stop: async () => rmSync(root, { recursive: true }),
    }
  },
  faults: [
    {
      name: 'a file stands where the folder should',
      reason: 'misconfigured',
      async arrange(world) {
        const bench = await world.bench()
        const folder = bench.options.folder as string
        rmSync(folder, { recursive: true })
        writeFileSync(folder, '')
        return bench
      },
    },
    {
      name: 'one value of two is a folder',
      reason: 'unreachable',
      retryable: true,
      async arrange(world) {
        const bench = await world.bench()
        mkdirSync(join(bench.options.folder as string, encodeURIComponent('shop/dev/broken')))
        return {
          ...bench,
          ask: [
            { location: 'shop/dev/broken', outcome: 'unreachable' },
            { location: 'shop/dev/missing', outcome: 'absent' },
          ],
        }
      },
    },
  ],
  exemptions: {
    'a fetch that hangs ends when it is aborted': 'A folder on this machine does not hang.',
    unauthenticated: 'Nobody signs in to a folder of this machine.',
    forbidden: 'The tests may run as root, to whom every folder is open.',
    locked: 'A folder has no lock.',
    throttled: 'A folder takes any number of requests.',
    'not-installed': 'A folder needs nothing to be installed.',
    'invalid-response': 'Any bytes are a value.',
  },
}
