import { type ChildProcess, spawn } from 'node:child_process'
import { stoppable } from './stoppable.ts'

/** For how long a witness may take to answer: one that is stopped, or is no such program as we know, never does. */
const PATIENCE_MS = 1000

/** Whether a signal that has come to us came to our whole group. */
interface Question {
  signal: NodeJS.Signals
  /** The witness that stood by when the signal was handed out. */
  stoodBy: ChildProcess | undefined
  /** Set when a witness has died of it. */
  seen: boolean
}

/**
 * A process of ours whose only purpose is to be in our process group. A signal that it died of was sent to the whole
 * group; one that it did not get was sent to us alone. Nothing in what Node tells of a signal says which.
 */
export class GroupWitness {
  #process: ChildProcess | undefined
  /** Resolves when {@link #process} stands by, or never will. */
  #begun: Promise<void> = Promise.resolve()
  /** The last one that has answered. */
  #standsBy: ChildProcess | undefined
  readonly #open = new Set<Question>()
  /** What witnesses have died of and nobody has asked about yet: signals that wait together come in any order. */
  readonly #early = new Set<NodeJS.Signals>()

  constructor() {
    this.#start()
  }

  /**
   * To be called when `signal` comes, which ends a process by default. What it returns is called once the question
   * about the signal before has its answer, and says whether the whole group got it: `undefined` where no witness
   * stood by for all the time in which it can have been sent.
   */
  about(signal: NodeJS.Signals): () => Promise<boolean | undefined> {
    const question = { signal, stoodBy: this.#standsBy, seen: this.#early.delete(signal) }
    this.#open.add(question)
    return () => this.#answer(question)
  }

  /** Sent before this, the signal has reached the witness by now: either that answers, or it is dead. */
  async #answer(question: Question): Promise<boolean | undefined> {
    await this.#begun
    const witness = this.#process
    const lives = question.seen || (await answers(witness))
    this.#open.delete(question)
    if (!lives && this.#process === witness) this.#start()
    if (question.seen) return true
    return lives && witness === question.stoodBy ? false : undefined
  }

  #start(): void {
    const witness = startWitness()
    this.#process = witness
    this.#begun = this.#begin(witness)
    witness?.once('exit', (_code, signal) => {
      if (signal !== null) this.#diedOf(signal)
      // One that never stood by might not live longer the next time: that can wait for a question.
      if (this.#standsBy === witness) this.#start()
    })
  }

  async #begin(witness: ChildProcess | undefined): Promise<void> {
    if (!(await answers(witness))) return
    // Node hands out signals last: one from before this witness may still come in the turn of its answer.
    await new Promise(setImmediate)
    this.#standsBy = witness
  }

  #diedOf(signal: NodeJS.Signals): void {
    const question = [...this.#open].find((open) => open.signal === signal && !open.seen)
    if (question !== undefined) question.seen = true
    else {
      this.#early.add(signal)
      // Sent to the witness alone, it never comes to us.
      setTimeout(() => this.#early.delete(signal), PATIENCE_MS).unref()
    }
  }
}

/** It echoes what it is asked, leaves no core file, and ends with us, whose end closes its stdin. */
function startWitness(): ChildProcess | undefined {
  try {
    const witness = stoppable(() =>
      spawn('sh', ['-c', 'ulimit -c 0; exec cat'], {
        cwd: '/',
        env: { PATH: process.env.PATH },
        stdio: ['pipe', 'pipe', 'ignore'],
      }),
    )
    witness.on('error', () => {})
    witness.stdin?.on('error', () => {})
    return witness
  } catch {
    return undefined
  }
}

/** Resolves with whether it lives, as soon as it has answered or died; one that was stopped is woken. */
function answers(witness: ChildProcess | undefined): Promise<boolean> {
  // To signal one that was never started would be to signal our whole group.
  const lives = () => witness?.pid !== undefined && witness.exitCode === null && witness.signalCode === null
  return new Promise((resolve) => {
    if (!witness || !lives()) return resolve(false)
    const silent = setTimeout(() => witness.kill('SIGKILL'), PATIENCE_MS)
    const settle = () => {
      clearTimeout(silent)
      witness.off('exit', settle).off('error', settle)
      witness.stdout?.off('data', settle)
      resolve(lives())
    }
    witness.on('exit', settle).on('error', settle)
    witness.stdout?.on('data', settle)
    witness.kill('SIGCONT')
    witness.stdin?.write('?')
  })
}
