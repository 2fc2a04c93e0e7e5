import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import keytar from 'keytar'
import type { StoreFailureReason } from '../../../src/stores/store.ts'
import { ownKeyring } from '../../keychain/own-keyring.ts'
import type { BrokenBench, Fault, Harness, World } from '../harness.ts'
import { personalPlace, quietContext } from '../local/place.ts'

/** A real gnome-keyring, in which each bench has a project of its own. */
export const harness: Harness = {
  async start(): Promise<World> {
    const keyring = await ownKeyring()
    const root = mkdtempSync(join(tmpdir(), 'sotto-keychain-'))
    let benches = 0
    return {
      async bench() {
        benches += 1
        const project = `shop-${process.pid}-${benches}`
        return {
          place: personalPlace(project, join(root, project)),
          options: {},
          context: quietContext(keyring.env),
          identity: { principal: 'ada', developer: 'ada', workload: false },
          credentials: [],
          location: (label) => `entries/${label}`,
          async seed({ path }, value) {
            await keytar.setPassword(`sotto/${project}`, path, value.toString('utf8'))
            return {}
          },
        }
      },
      stop: async () => rmSync(root, { recursive: true, force: true }),
    }
  },
  faults: [
    broken('the keyring is locked', 'locked', async () => {
      const keyring = await ownKeyring()
      await keyring.lock()
      return { repair: () => keyring.unlock() }
    }),
    broken('there is no session bus', 'not-installed', async () => ({ context: quietContext() })),
    broken('the session bus is switched off', 'not-installed', async () => ({
      context: quietContext({ DBUS_SESSION_BUS_ADDRESS: 'disabled:' }),
    })),
  ],
  exemptions: {
    'a value survives byte for byte: empty': 'The common interface of the keychains takes no empty text.',
    'a value survives byte for byte: not UTF-8': 'The common interface of the keychains takes text only.',
    'a fetch that hangs ends when it is aborted':
      'A keyring that does not answer cannot be had here; the door gives up at the signal.',
    unauthenticated: 'Nobody signs in to the keychain: the operating system has signed the user in.',
    forbidden: 'A keychain that lets nobody in says that it is locked.',
    throttled: 'A keychain takes any number of requests.',
    unreachable: 'A keychain is there or not: it is no server.',
    misconfigured: 'A keychain has no options that could be wrong.',
    'invalid-response': 'The common interface of the keychains gives text or nothing.',
  },
}

function broken(
  name: string,
  reason: StoreFailureReason,
  breakIt: () => Promise<Partial<BrokenBench>>,
): Fault {
  return {
    name,
    reason,
    retryable: false,
    arrange: async (world) => ({ ...(await world.bench()), ...(await breakIt()) }),
  }
}
