import { type ChildProcess, spawn } from 'node:child_process'
import { stoppable } from './stoppable.ts'

/**
 * A process of ours whose only purpose is to be in our process group. A signal that it got too was sent to the whole
 * group; one that it did not get was sent to us alone. Nothing in what Node tells of a signal says which.
 */
export class GroupWitness {
  #process: ChildProcess
  #answer: (died: boolean) => void = () => {}

  constructor() {
    this.#process = this.#start()
  }

  /**
   * Whether the whole group got the signal that has just come, one that ends a process by default. Sent before this
   * question, it has reached the witness by now: either that answers, or it is dead. One question at a time.
   */
  async sawIt(): Promise<boolean> {
    const { exitCode, signalCode } = this.#process
    const died = await new Promise<boolean>((resolve) => {
      this.#answer = resolve
      if (exitCode !== null || signalCode !== null) resolve(true)
      this.#process.stdin?.write('?')
    })
    if (died) this.#process = this.#start()
    return died
  }

  /** Wakes it, in case it was stopped with us. */
  continue(): void {
    this.#process.kill('SIGCONT')
  }

  /** It echoes what it is asked, leaves no core file, and ends with us, whose end closes its stdin. */
  #start(): ChildProcess {
    const witness = stoppable(() =>
      spawn('sh', ['-c', 'ulimit -c 0; exec cat'], {
        cwd: '/',
        env: { PATH: process.env.PATH },
        stdio: ['pipe', 'pipe', 'ignore'],
      }),
    )
    witness.on('exit', () => this.#answer(true)).on('error', () => this.#answer(false))
    witness.stdout?.on('data', () => this.#answer(false))
    witness.stdin?.on('error', () => {})
    return witness
  }
}
