import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A gnome-keyring of one's own, behind a session bus of one's own. */
export interface PrivateKeyring {
  /** What a process needs in its environment to find it. */
  env: Readonly<Record<string, string>>
  lock(): Promise<void>
  unlock(): Promise<void>
  stop(): Promise<void>
}

const PASSWORD = 'invented-keyring-password'

const LOCK = [
  '--session',
  '--print-reply',
  '--dest=org.freedesktop.secrets',
  '/org/freedesktop/secrets',
  'org.freedesktop.Secret.Service.Lock',
  'array:objpath:/org/freedesktop/secrets/collection/login',
]

/** Starts one, unlocked. It also ends when this process does. Throws where the Debian packages are not installed. */
export async function startPrivateKeyring(): Promise<PrivateKeyring> {
  const home = mkdtempSync(join(tmpdir(), 'sotto-keyring-'))
  const folders = { HOME: home, XDG_RUNTIME_DIR: join(home, 'run'), XDG_DATA_HOME: join(home, 'data') }
  mkdirSync(folders.XDG_RUNTIME_DIR, { mode: 0o700 })
  mkdirSync(folders.XDG_DATA_HOME, { mode: 0o700 })
  const keeper = spawn('/bin/sh', [join(import.meta.dirname, 'private-keyring.sh')], {
    env: { PATH: process.env.PATH, ...folders, KEYRING_PASSWORD: PASSWORD },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const ended = once(keeper, 'exit')
  const address = await Promise.race([
    once(keeper.stdout, 'data').then(([chunk]) => String(chunk).trim()),
    ended.then(() => {
      throw new Error('The tests need the Debian packages of scripts/install-test-packages.sh.')
    }),
  ])
  keeper.unref()
  const env = { ...folders, DBUS_SESSION_BUS_ADDRESS: address }
  return {
    env,
    lock: () => run('dbus-send', LOCK, env),
    unlock: () => unlock(join(folders.XDG_RUNTIME_DIR, 'keyring', 'control')),
    async stop() {
      keeper.ref()
      keeper.stdin.end()
      await ended
    },
  }
}

async function run(command: string, args: string[], env: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn(command, args, { env: { PATH: process.env.PATH, ...env }, stdio: 'ignore' })
  const [status] = await once(child, 'exit')
  if (status !== 0) throw new Error(`${command} ended with ${status}`)
}

/** As the PAM module of gnome-keyring does at login: a byte, then length, operation 1 and the password; 0 is done. */
async function unlock(socket: string): Promise<void> {
  const password = Buffer.from(PASSWORD)
  const packet = Buffer.alloc(1 + 12)
  for (const [index, number] of [12 + password.length, 1, password.length].entries()) {
    packet.writeUInt32BE(number, 1 + index * 4)
  }
  const connection = connect(socket)
  connection.end(Buffer.concat([packet, password]))
  const [answer] = (await once(connection, 'data')) as [Buffer]
  if (answer.readUInt32BE(4) !== 0) throw new Error('the keyring was not unlocked')
}
