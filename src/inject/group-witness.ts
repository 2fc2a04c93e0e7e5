import { type ChildProcess, spawn } from 'node:child_process'
import { stoppable } from './stoppable.ts'

/**
 * A process of ours whose only purpose is to be in our process group. A signal that it died of was sent to the whole
 * group; one that it did not get was sent to us alone. Nothing in what Node tells of a signal says which.
 */
export class GroupWitness {
  #process: ChildProcess
  /** Resolves when {@link #process} stands by, or has died before it could. */
  #begun: Promise<void>
  /** The last one that has answered. */
  #standsBy: ChildProcess | undefined
  /** What earlier ones died of before we were asked: signals that wait together come in any order. */
  readonly #early = new Set<NodeJS.Signals>()

  constructor() {
    this.#process = startWitness()
    this.#begun = this.#begin()
  }

  /**
   * To be called when `signal` comes, which ends a process by default. What it returns is called once the question
   * about the signal before has its answer, and says whether the whole group got it: `undefined` where no witness
   * stood by for all the time in which it can have been sent.
   */
  about(signal: NodeJS.Signals): () => Promise<boolean | undefined> {
    const witness = this.#standsBy
    return () => this.#ask(signal, witness)
  }

  /** Wakes it, in case it was stopped with us. */
  continue(): void {
    this.#process.kill('SIGCONT')
  }

  /** Sent before this question, the signal has reached the witness by now: either that answers, or it is dead. */
  async #ask(signal: NodeJS.Signals, stoodBy: ChildProcess | undefined): Promise<boolean | undefined> {
    if (this.#early.delete(signal)) return true
    await this.#begun
    const witness = this.#process
    if (await answers(witness)) return witness === stoodBy ? false : undefined
    this.#process = startWitness()
    this.#begun = this.#begin()
    if (witness.signalCode === signal) return true
    if (witness.signalCode !== null) this.#early.add(witness.signalCode)
    return undefined
  }

  async #begin(): Promise<void> {
    const witness = this.#process
    if (!(await answers(witness))) return
    // Node hands out signals last: one from before this witness may still come in the turn of its answer.
    await new Promise(setImmediate)
    this.#standsBy = witness
  }
}

/** It echoes what it is asked, leaves no core file, and ends with us, whose end closes its stdin. */
function startWitness(): ChildProcess {
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
}

/** Resolves with whether it lives, as soon as it has answered or died. One question at a time. */
function answers(witness: ChildProcess): Promise<boolean> {
  const isAlive = () => witness.exitCode === null && witness.signalCode === null
  return new Promise((resolve) => {
    const settle = () => {
      witness.off('exit', settle).off('error', settle)
      witness.stdout?.off('data', settle)
      resolve(isAlive())
    }
    if (!isAlive()) return resolve(false)
    witness.on('exit', settle).on('error', settle)
    witness.stdout?.on('data', settle)
    witness.stdin?.write('?')
  })
}
