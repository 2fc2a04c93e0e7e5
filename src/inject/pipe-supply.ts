import { closeSync, constants, fstatSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'

/** A pipe as pipe(2) makes it, both ends open here. */
export interface RealPipe {
  readEnd: number
  writeEnd: number
}

/** Enough for 32 runs with two outputs: making them takes one process, however many they are. */
const SUPPLY = 64

/**
 * Takes `count` pipes out of the FIFOs that stand in `folder`, which nobody else can write. Each is renamed first, so
 * that of two runs at once only one has it, and has no name any more when both its ends are open. Fewer where the
 * supply is at its end; none where there is no such folder.
 */
export function takePipes(folder: string, count: number): RealPipe[] {
  const pipes: RealPipe[] = []
  for (const name of namesIn(folder)) {
    if (pipes.length === count) break
    const pipe = take(folder, name)
    if (pipe !== undefined) pipes.push(pipe)
  }
  return pipes
}

/** The shell command that puts `count` FIFOs into its working directory. What another run lost in being killed goes. */
export function fillCommand(count = SUPPLY): string {
  const names = Array.from({ length: count }, (_, index) => `${process.pid}-${index}`)
  return `rm -f ${TAKEN}*; mkfifo -m 600 ${names.join(' ')}`
}

export function closePipe({ readEnd, writeEnd }: RealPipe): void {
  closeSync(readEnd)
  closeSync(writeEnd)
}

/** Begins the name of a FIFO that a run has taken and is about to open. */
const TAKEN = 'taken-'

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith(TAKEN))
  } catch {
    return []
  }
}

function take(folder: string, name: string): RealPipe | undefined {
  const ours = `${folder}/${TAKEN}${process.pid}-${name}`
  try {
    renameSync(`${folder}/${name}`, ours)
    return openBothEnds(ours)
  } catch {
    return undefined
  } finally {
    rmSync(ours, { force: true })
  }
}

/** The reading end comes first and does not wait, or each end would wait for the other. */
function openBothEnds(path: string): RealPipe {
  const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
  try {
    if (!fstatSync(readEnd).isFIFO()) throw new Error('no FIFO')
    return { readEnd, writeEnd: openSync(path, constants.O_WRONLY) }
  } catch (error) {
    closeSync(readEnd)
    throw error
  }
}
