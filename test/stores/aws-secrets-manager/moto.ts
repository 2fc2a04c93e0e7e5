import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const PACKAGES = join(import.meta.dirname, '../../../node_modules/.cache/moto/usr/lib/python3/dist-packages')

/** Why the emulator cannot be started here; `undefined` when it can. */
export function motoMissing(): string | undefined {
  return existsSync(PACKAGES) ? undefined : 'moto is not here: run scripts/fetch-moto.sh'
}

export interface Moto {
  url: string
  stop(): Promise<void>
}

/** Starts an AWS emulator of its own on a free port of loopback, ready for requests. */
export async function startMoto(): Promise<Moto> {
  const child = spawn('/usr/bin/python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    env: { PATH: process.env.PATH, PYTHONPATH: PACKAGES, PYTHONUNBUFFERED: '1', LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { url: await announcedUrl(child), stop: () => stop(child) }
}

async function announcedUrl(child: ChildProcess): Promise<string> {
  const said: string[] = []
  for await (const line of createInterface({ input: child.stderr! })) {
    said.push(line)
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? []
    if (url === undefined) continue
    // Whatever it logs from now on is nobody's to read.
    child.stderr!.resume()
    child.stdout!.resume()
    return url
  }
  throw new Error(`moto did not start:\n${said.join('\n')}`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await gone
}
