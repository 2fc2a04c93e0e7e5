import type { ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import type { Mode, Outlet } from './choose-mode.ts'
import { drained } from './drained.ts'
import type { Launch } from './launch.ts'
import type { RealPipe } from './real-pipe.ts'
import { openSink } from './sink.ts'
import type { Stdio } from './start-process.ts'
import type { Redaction } from './target.ts'

/** Where the target's two outputs go. */
export interface Outlets {
  /** For the target. */
  stdout: Stdio
  stderr: Stdio
  /** Begins to relay; `child` has the streams now. */
  start(child: ChildProcess): void
  /** Resolves when all that the target wrote has been written on. To be called at its end. */
  drain(): Promise<void>
}

/** Opens what `mode` asks for. Two outputs that are one at our end stay one, so that their order is kept. */
export async function openOutlets(
  mode: Extract<Mode, { kind: 'streams' }>,
  launch: Launch,
  redaction: Redaction | undefined,
): Promise<Outlets> {
  const pipes = [...(await launch.pipes)]
  const stdout = openOutlet(mode.stdout, 1, pipes)
  const merged = launch.oneOutput && mode.stdout === mode.stderr && stdout.targetEnd !== 'pipe'
  const stderr = merged ? stdout : openOutlet(mode.stderr, 2, pipes)
  const distinct = new Set([stdout, stderr])
  for (const { readEnd, writeEnd } of pipes) {
    closeSync(readEnd)
    closeSync(writeEnd)
  }
  const relays: { source: Readable; done: Promise<unknown> }[] = []
  return {
    stdout: stdout.targetEnd,
    stderr: stderr.targetEnd,
    start(child) {
      for (const outlet of distinct) {
        const source = outlet.source(child)
        if (source === undefined || redaction === undefined) continue
        relays.push({ source, done: redaction.relay(source, openSink(outlet.fd)) })
      }
    },
    async drain() {
      await Promise.all(
        relays.map(async ({ source, done }) => {
          await drained(source)
          source.destroy()
          await done
        }),
      )
    },
  }
}

interface OpenOutlet {
  /** Ours, to which the output goes. */
  fd: 1 | 2
  targetEnd: Stdio
  /** What the target writes; `undefined` where it writes straight to ours. Closes our copy of its end. */
  source(child: ChildProcess): Readable | undefined
}

function openOutlet(outlet: Outlet, fd: 1 | 2, pipes: RealPipe[]): OpenOutlet {
  if (outlet === 'as-is') return { fd, targetEnd: fd, source: () => undefined }
  const pipe = pipes.shift()
  if (pipe === undefined) {
    return { fd, targetEnd: 'pipe', source: (child) => (fd === 1 ? child.stdout : child.stderr) ?? undefined }
  }
  return {
    fd,
    targetEnd: pipe.writeEnd,
    source: () => {
      closeSync(pipe.writeEnd)
      return new Socket({ fd: pipe.readEnd, readable: true, writable: false })
    },
  }
}
