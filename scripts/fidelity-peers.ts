import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Tool } from '../test/e2e/fidelity/harness/tool.ts'
import { direct, makeWorkspace } from '../test/e2e/fidelity/harness/workspace.ts'

/** Another tool that runs a command with secrets, in the version that is compared. */
export interface Peer {
  name: string
  version: string
  /** How it is asked to run a command and to redact. */
  run: readonly string[]
  withoutUsr2?: true
  /** The files that it needs in its working directory. */
  files: Readonly<Record<string, string>>
}

const VALUE = 'canary-fidelity-0123456789abcdef'

export const PEERS: readonly Peer[] = [
  {
    name: 'varlock',
    version: '1.20.0',
    run: ['varlock', 'run', '--'],
    withoutUsr2: true,
    files: { '.env.schema': `# @defaultSensitive=true\n# ---\nFIDELITY_TOKEN=${VALUE}\n` },
  },
  {
    name: '@dotenvx/dotenvx',
    version: '2.38.2',
    run: ['dotenvx', 'run', '--redact', '--quiet', '--'],
    files: { '.env': `FIDELITY_TOKEN=${VALUE}\n` },
  },
]

/** Thrown where a case uses a flag that the tool does not have. */
export class NotApplicable extends Error {}

/** Installs the peers from npm into `folder` and gives each a workspace of its own. */
export async function installPeers(folder: string): Promise<Tool[]> {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }))
  const packages = PEERS.map(({ name, version }) => `${name}@${version}`)
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder })
  return Promise.all(PEERS.map((peer) => setUp(peer, join(folder, 'node_modules/.bin'))))
}

async function setUp({ name, run, files, withoutUsr2 }: Peer, bin: string): Promise<Tool> {
  const { folder, env } = await makeWorkspace()
  await mkdir(folder, { recursive: true })
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text)
  const [program, ...args] = run as [string, ...string[]]
  return {
    ...direct(folder, { ...env, DO_NOT_TRACK: '1' }),
    name,
    ...(withoutUsr2 && { withoutUsr2 }),
    command(command, flags = []) {
      if (flags.length > 0) throw new NotApplicable()
      return [process.execPath, join(bin, program), ...args, ...command]
    },
  }
}

/** Ends whatever a case has left behind in a workspace: its processes carry that folder in their environment. */
export function endLeftovers({ cwd }: Tool): void {
  for (const pid of readdirSync('/proc').map(Number).filter(Number.isInteger)) {
    try {
      if (readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`HOME=${cwd}/`))
        process.kill(pid, 'SIGKILL')
    } catch {
      // Another user's, or gone.
    }
  }
}
