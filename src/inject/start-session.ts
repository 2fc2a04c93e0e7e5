import type { ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import { getSystemErrorName } from 'node:util'
import { AppError } from '../errors/app-error.ts'
import type { ChildEnvironment } from './environment.ts'
import { findProgram } from './find-program.ts'
import type { PseudoTerminal } from './pseudo-terminal.ts'
import { SESSION_LEADER } from './session-leader.ts'
import { startFailure } from './start-failure.ts'
import { asTheyAre, listed, type Stdio, type StdioByNumber, spawnTarget } from './start-process.ts'
import { argvOf, type Target, type TargetEnd } from './target.ts'

/** A target that leads a session of its own. */
export interface Session {
  child: ChildProcess
  /** Rejects with AppError when the target could not be started. */
  ended: Promise<TargetEnd>
  /** Resolves when the target runs, or never will: before that, a key that signals would reach nobody. */
  begun: Promise<unknown>
  /** Lets the processes go that stand by for job control. */
  release(): void
}

/**
 * Starts `target` as the owner of the pseudo-terminal, which is its stdin, stdout and stderr. Without Perl,
 * setsid(1) does it; then nothing keeps the target's group from being orphaned, and ^Z has no effect.
 */
export function startSession(target: Target, pty: PseudoTerminal, descriptors: readonly number[]): Session {
  const streams = [0, 1, 2].map((fd) => [fd, pty.terminal] as const)
  const stdio = new Map<number, Stdio>([...asTheyAre(descriptors), ...streams])
  const has = (program: string) => 'file' in findProgram(program, process.env.PATH, '/')
  if (has('perl')) return leadWithPerl(target, pty, stdio)
  if (has('setsid')) return leadWithSetsid(target, pty, stdio)
  throw new AppError('RUNTIME_UNSUPPORTED', 'Giving the command a terminal of its own takes perl or setsid', {
    suggestions: ['install one of them', 'sotto run --no-redact -- ...'],
  })
}

function leadWithPerl(target: Target, pty: PseudoTerminal, streams: StdioByNumber): Session {
  const channelFd = pty.masterFd
  const lifetimeFd = Math.max(channelFd, ...streams.keys()) + 1
  const own = ['-e', SESSION_LEADER, String(channelFd), String(lifetimeFd), pty.path]
  const { child, ended } = spawnTarget(target, 'perl', [...own, ...argvOf(target)], {
    stdio: listed(new Map([...streams, [channelFd, 'pipe'], [lifetimeFd, 'pipe']])),
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    detached: true,
  })
  const channel = child.stdio[channelFd] as Socket
  const lifetime = child.stdio[lifetimeFd] as Socket
  const failed = collect(channel)
  channel.write(entries(target.environment))
  return {
    child,
    ended: ended.then(async (end) => {
      const errno = await failed
      if (errno !== '') throw startFailure(target, getSystemErrorName(-Number(errno)))
      return end
    }),
    begun: failed,
    release: () => lifetime.destroy(),
  }
}

/** It reports a command that it cannot start in its own words, so that is found out before. */
function leadWithSetsid(target: Target, pty: PseudoTerminal, streams: StdioByNumber): Session {
  const found = findProgram(target.command, target.environment.PATH, target.cwd)
  if ('errno' in found) throw startFailure(target, found.errno)
  const args = ['-c', ...argvOf(target)]
  const stdio = listed(new Map([...streams, [pty.masterFd, pty.terminal]]))
  const started = spawnTarget(target, 'setsid', args, { stdio, env: target.environment })
  return { ...started, begun: Promise.resolve(), release: () => {} }
}

function entries(environment: ChildEnvironment): string {
  const lines = Object.keys(environment).map((name) => `${name}=${environment[name]}\0`)
  return `${lines.join('')}\0`
}

/** The channel closes when the target starts, so this is over long before its end; or when its leader is killed. */
function collect(channel: Socket): Promise<string> {
  let text = ''
  channel.setEncoding('latin1').on('data', (chunk) => {
    text += chunk
  })
  return new Promise((resolve) => {
    channel.on('error', () => {}).on('close', () => resolve(text))
  })
}
