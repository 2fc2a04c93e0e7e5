import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'

const RUN = join(import.meta.dirname, '../../bin/run.js')

/** What a command of ours came to, and what it left behind. */
export interface Observation {
  exit: number | undefined
  output: string
  stdout: string
  /** What was executed besides sotto itself. */
  executed: readonly string[]
}

/** A machine with traps: programs that tell when they are run, credentials that lead to a listener. */
export interface Laboratory {
  /** Requests that reached the listener, from whichever repository. */
  requests: readonly string[]
  /** Runs `sotto ARGS` in a new repository whose schema `place` puts there. Gives up after one second of CPU time. */
  observe(
    place: (root: string) => Promise<void>,
    args: readonly string[],
    options?: { settings?: unknown; env?: Record<string, string> },
  ): Promise<Observation>
  close(): Promise<void>
}

/** Programs that a careless tool would start on the way. */
const TRAPS = ['git', 'aws', 'gcloud', 'vault', 'bao', 'op', 'ssh', 'curl', 'env', 'xdg-open', 'target']

export async function openLaboratory(): Promise<Laboratory> {
  const folder = await mkdtemp(join(tmpdir(), 'hostile-'))
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    response.writeHead(500).end()
  })
  server.on('connection', () => requests.push('connection'))
  server.on('connect', (_, socket) => socket.destroy())
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const listener = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let count = 0
  return {
    requests,
    async observe(place, args, { settings, env = {} } = {}) {
      const home = join(folder, String(++count))
      const [root, traps, marks, config] = ['repository', 'traps', 'marks', 'config/sotto'].map((name) =>
        join(home, name),
      ) as [string, string, string, string]
      for (const path of [join(root, '.git'), traps, marks, config]) await mkdir(path, { recursive: true })
      for (const name of TRAPS) await setTrap(join(traps, name), join(marks, name))
      if (settings !== undefined) {
        await writeFile(join(config, 'config.json'), JSON.stringify(settings), { mode: 0o600 })
      }
      await place(root)
      const result = await execa(
        '/bin/sh',
        ['-c', 'ulimit -t 1; exec "$@"', 'sh', process.execPath, RUN, ...args],
        {
          cwd: root,
          env: { ...environment(home, traps, listener), ...env },
          extendEnv: false,
          reject: false,
          stdin: 'ignore',
          // In a session of its own there is no terminal to ask at, whoever runs the tests.
          detached: true,
          timeout: 60_000,
          stripFinalNewline: false,
        },
      )
      return {
        exit: result.exitCode,
        output: result.stdout + result.stderr,
        stdout: result.stdout,
        executed: [...(await readdir(marks)), ...(await readdir(root)).filter((name) => name === 'executed')],
      }
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function setTrap(path: string, mark: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n: > '${mark}'\n`)
  await chmod(path, 0o755)
}

/** Every way that leads to a store, as a developer's machine has them; all lead to the listener. */
function environment(home: string, traps: string, listener: string): Record<string, string> {
  return {
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_STATE_HOME: join(home, 'state'),
    XDG_CACHE_HOME: join(home, 'cache'),
    PATH: `${traps}:${dirname(process.execPath)}`,
    AWS_ACCESS_KEY_ID: 'AKIAINVENTEDCANARY00',
    AWS_SECRET_ACCESS_KEY: 'invented-canary-of-an-aws-secret-key',
    AWS_ENDPOINT_URL: listener,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: listener,
    GCE_METADATA_HOST: listener.replace('http://', ''),
    VAULT_ADDR: listener,
    VAULT_TOKEN: 'invented-canary-of-a-vault-token',
    HTTP_PROXY: listener,
    HTTPS_PROXY: listener,
  }
}
