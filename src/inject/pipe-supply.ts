import { closeSync, constants, fstatSync, openSync, readdirSync, unlinkSync } from 'node:fs'

/** A pipe as pipe(2) makes it, both ends open here. */
export interface RealPipe {
  readEnd: number
  writeEnd: number
}

/** Enough for 32 runs with two outputs: making them takes one process, however many they are. */
const SUPPLY = 64

/**
 * Takes `count` pipes out of the FIFOs that stand in `folder`, which nobody else can write. Of two runs that open one at
 * once it is theirs who takes its name away. Fewer where the supply is at its end; none where there is no such folder.
 */
export function takePipes(folder: string, count: number): RealPipe[] {
  const pipes: RealPipe[] = []
  for (const name of namesIn(folder)) {
    if (pipes.length === count) break
    const pipe = take(`${folder}/${name}`)
    if (pipe !== undefined) pipes.push(pipe)
  }
  return pipes
}

/**
 * The shell command that puts `count` FIFOs into its working directory, under names that do not come back: between the
 * opening of one and the taking away of its name there must be no other in its place.
 */
export function fillCommand(count = SUPPLY): string {
  const now = Date.now().toString(36)
  const names = Array.from({ length: count }, (_, index) => `${now}-${process.pid}-${index}`)
  return `mkfifo -m 600 ${names.join(' ')}`
}

export function closePipe({ readEnd, writeEnd }: RealPipe): void {
  closeSync(readEnd)
  closeSync(writeEnd)
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function take(path: string): RealPipe | undefined {
  let pipe: RealPipe | undefined
  try {
    pipe = openBothEnds(path)
    unlinkSync(path)
    return pipe
  } catch {
    if (pipe !== undefined) closePipe(pipe)
    return undefined
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
