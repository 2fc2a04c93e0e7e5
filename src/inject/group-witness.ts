import { type ChildProcess, spawn } from 'node:child_process'
import { stoppable } from './stoppable.ts'

/**
 * A process of ours whose only purpose is to be in our process group. A signal that it died of was sent to the whole
 * group; one that it did not get was sent to us alone. Nothing in what Node tells of a signal says which.
 */
export class GroupWitness {
  #process: ChildProcess
  #answer: () => void = () => {}
  /** What earlier ones died of before we were asked: signals that wait together come in any order. */
  readonly #early = new Set<NodeJS.Signals>()

  constructor() {
    this.#process = this.#start()
  }

  /**
   * Whether the whole group got `signal`, which has just come and ends a process by default. Sent before this
   * question, it has reached the witness by now: either that answers, or it is dead. One question at a time.
   */
  async saw(signal: NodeJS.Signals): Promise<boolean> {
    if (this.#early.delete(signal)) return true
    const witness = this.#process
    const isDead = () => witness.exitCode !== null || witness.signalCode !== null
    await new Promise<void>((resolve) => {
      this.#answer = resolve
      if (isDead()) resolve()
      witness.stdin?.write('?')
    })
    if (!isDead()) return false
    this.#process = this.#start()
    if (witness.signalCode === signal) return true
    if (witness.signalCode !== null) this.#early.add(witness.signalCode)
    return false
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
    witness.on('exit', () => this.#answer()).on('error', () => this.#answer())
    witness.stdout?.on('data', () => this.#answer())
    witness.stdin?.on('error', () => {})
    return witness
  }
}
