import { userInfo } from 'node:os'
import { AppError } from '../errors/app-error.ts'
import { EXIT_STATUS } from '../errors/codes.ts'
import type { Context, Environment } from '../services/context.ts'
import { findFolders } from '../settings/folders.ts'
import { watchInterruption } from './interruption.ts'
import { describeInvocation } from './invocation.ts'
import { openPrivateFolder } from './launch/open-private-folder.ts'
import { streamOutput } from './output.ts'
import { openTerminal } from './terminal-prompter.ts'

/** The context of the real process, with what only the CLI itself may do. */
export interface ProcessContext extends Context {
  /** Settles when all that was written has left the process. */
  flush(): Promise<void>
  /** The signal that interrupted us; `undefined` while none did. */
  interruptedBy(): NodeJS.Signals | undefined
  /** Whether {@link Context.leaveBehind} was told of anything. */
  hasLeftBehind(): boolean
}

/**
 * Makes the only real {@link Context}. `env` is the caller's environment, from which our own `process.env`
 * may differ: see hygiene.ts. What costs time to find out is found out when it is asked for.
 */
export function createContext(env: Environment, memory: Context['memory']): ProcessContext {
  const stderr = streamOutput(() => process.stderr, env, failToWrite)
  const stdout = streamOutput(
    () => process.stdout,
    env,
    () => {
      failToWrite()
      stderr.write('sotto: stdout cannot be written to.\n')
    },
  )
  const interruption = watchInterruption(process)
  let user: Context['user'] | undefined
  let isLeftBehind = false

  return {
    get cwd() {
      return workingDirectory()
    },
    env,
    platform: process.platform,
    stdout,
    stderr,
    get folders() {
      return findFolders(process.platform, env)
    },
    memory,
    privateFolder: (name) => openPrivateFolder(env, name),
    get user() {
      user ??= processUser()
      return user
    },
    get invocation() {
      return describeInvocation({ program: process.argv[1] ?? '', cwd: process.env.PWD ?? '', env })
    },
    get signal() {
      return interruption.signal()
    },
    get prompt() {
      return openTerminal(process.platform, interruption.signal)
    },
    now: () => new Date(),
    yieldSignals: interruption.release,
    interruptedBy: interruption.by,
    leaveBehind() {
      isLeftBehind = true
    },
    hasLeftBehind: () => isLeftBehind,
    readStdin,
    async flush() {
      await stdout.flush()
      await stderr.flush()
    },
  }
}

function failToWrite(): void {
  process.exitCode = EXIT_STATUS.INTERNAL
}

function workingDirectory(): string {
  try {
    return process.cwd()
  } catch {
    throw new AppError('USAGE', 'The working directory is gone: it was removed or renamed.', {
      suggestions: ['cd "$PWD"', 'cd ~'],
    })
  }
}

function processUser(): Context['user'] {
  let name: string | undefined
  return {
    uid: process.getuid?.(),
    get name() {
      name ??= userName()
      return name
    },
  }
}

/** A container may run under an id that has no account. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`
  }
}

async function readStdin(most: number): Promise<Buffer | undefined> {
  if (process.stdin.isTTY) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    chunks.push(chunk)
    size += chunk.length
    if (size > most) break
  }
  return Buffer.concat(chunks)
}
