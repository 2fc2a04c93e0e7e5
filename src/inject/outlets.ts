import type { ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import type { Outlet, StreamsMode } from './choose-mode.ts'
import { drained } from './drained.ts'
import type { Launch } from './launch.ts'
import { closePipe, type RealPipe } from './pipe-supply.ts'
import type { OpenPseudoTerminal } from './pseudo-terminal.ts'
import { openSink } from './sink.ts'
import type { Stdio, StdioByNumber } from './start-process.ts'
import type { Redaction } from './target.ts'

/** What outlets are made of. */
export interface OutletMeans {
  launch: Launch
  /** `undefined` where every outlet is as it is. */
  redaction: Redaction | undefined
  /** `undefined` where no outlet is a pseudo-terminal. */
  open: OpenPseudoTerminal | undefined
}

/** Where the target's two outputs go. */
export interface Outlets {
  /** What the target gets, by number. */
  targetEnds: StdioByNumber
  /** Begins to relay; `child` has the streams now. */
  start(child: ChildProcess): void
  /** Resolves when all that the target wrote has been written on. To be called at its end. */
  drain(): Promise<void>
}

/** Opens what `mode` asks for. Two outputs that are one at our end stay one, so that their order is kept. */
export async function openOutlets(mode: StreamsMode, means: OutletMeans): Promise<Outlets> {
  const pipes = [...(await means.launch.pipes)]
  const stdout = await openOutlet(mode.stdout, 1, pipes, means.open)
  const merged = means.launch.oneOutput && mode.stdout === mode.stderr && stdout.targetEnd !== 'pipe'
  const stderr = merged ? stdout : await openOutlet(mode.stderr, 2, pipes, means.open)
  pipes.forEach(closePipe)
  const distinct = new Set([stdout, stderr])
  const relays: { source: Source; done: Promise<unknown> }[] = []
  return {
    targetEnds: new Map([
      ...(stdout.covered ?? []),
      ...(stderr.covered ?? []),
      [1, stdout.targetEnd],
      [2, stderr.targetEnd],
    ]),
    start(child) {
      for (const outlet of distinct) {
        const source = outlet.source(child)
        if (source === undefined || means.redaction === undefined) continue
        relays.push({ source, done: means.redaction.relay(source.stream, () => openSink(outlet.fd)).ended })
      }
    },
    async drain() {
      await Promise.all(relays.map(finish))
    },
  }
}

/** Where a stream's end is all that can be waited for, whoever else holds it holds us too. */
async function finish({ source, done }: { source: Source; done: Promise<unknown> }): Promise<void> {
  if (source.fd !== undefined) {
    await drained(source.stream, source.fd)
    if (!source.stream.readableEnded) source.stream.destroy()
  }
  await done
}

/** What the target writes, as a stream, and the descriptor below it where Node tells. */
interface Source {
  stream: Readable
  fd?: number
}

interface OpenOutlet {
  /** Ours, to which the output goes. */
  fd: 1 | 2
  targetEnd: Stdio
  /** Descriptors of ours that the target would inherit, were they not put in the shade of one that it has. */
  covered?: StdioByNumber
  /** What the target writes; `undefined` where it writes straight to ours. Closes our copy of its end. */
  source(child: ChildProcess): Source | undefined
}

async function openOutlet(
  outlet: Outlet,
  fd: 1 | 2,
  pipes: RealPipe[],
  open: OpenPseudoTerminal | undefined,
): Promise<OpenOutlet> {
  if (outlet === 'as-is') return { fd, targetEnd: fd, source: () => undefined }
  if (outlet === 'pseudo-terminal') {
    const { openTerminalOutlet } = await import('./terminal-outlet.ts')
    return { fd, ...openTerminalOutlet(fd, open!) }
  }
  const pipe = pipes.shift()
  if (pipe === undefined) {
    return {
      fd,
      targetEnd: 'pipe',
      source: (child) => ({ stream: (fd === 1 ? child.stdout : child.stderr)! }),
    }
  }
  return {
    fd,
    targetEnd: pipe.writeEnd,
    source: () => {
      closeSync(pipe.writeEnd)
      return { stream: openReadEnd(pipe.readEnd), fd: pipe.readEnd }
    },
  }
}

/**
 * Half open, so that Node leaves it alone at its end: in taking a socket down it asks whether that is our stderr, and
 * so makes one. This process ends soon after.
 */
function openReadEnd(fd: number): Readable {
  return new Socket({ fd, readable: true, writable: true, allowHalfOpen: true })
}
