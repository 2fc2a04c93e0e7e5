import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Tool } from './tool.ts'

const LOOK_EVERY_MS = 30
const PATIENCE_MS = 15_000

/** A person at a terminal with bash in it. */
export class Tmux {
  readonly #tmux: (...args: string[]) => Promise<string>

  private constructor(tool: Tool) {
    const socket = `sotto-${randomUUID()}`
    this.#tmux = async (...args) => {
      const own = ['-L', socket, '-f', '/dev/null', ...args]
      return (await promisify(execFile)('tmux', own, { cwd: tool.cwd, env: tool.env })).stdout
    }
  }

  /** Opens a terminal of 30 lines, wide enough for a typed command line. */
  static async open(tool: Tool): Promise<Tmux> {
    const tmux = new Tmux(tool)
    await tmux.#tmux('new-session', '-d', '-x', '300', '-y', '30', "env PS1='P> ' bash --norc --noprofile")
    await tmux.sees(/^P>/m)
    return tmux
  }

  /** Keys by their tmux names, such as `C-z` or `Enter`. */
  async press(...keys: string[]): Promise<void> {
    await this.#tmux('send-keys', ...keys)
  }

  /** Types a command line on a cleared screen. */
  async run(line: string): Promise<void> {
    await this.#tmux('send-keys', 'C-l')
    await this.#tmux('send-keys', '-l', line)
    await this.#tmux('send-keys', 'Enter')
  }

  async screen(): Promise<string> {
    return await this.#tmux('capture-pane', '-p')
  }

  /** Looks until the screen shows `pattern`. */
  async sees(pattern: RegExp): Promise<RegExpExecArray> {
    const until = Date.now() + PATIENCE_MS
    for (;;) {
      const screen = await this.screen()
      const found = pattern.exec(screen)
      if (found) return found
      if (Date.now() > until) throw new Error(`the screen never showed ${pattern}:\n${screen}`)
      await setTimeout(LOOK_EVERY_MS)
    }
  }

  async close(): Promise<void> {
    await this.#tmux('kill-server').catch(() => undefined)
  }
}

/** Uses a terminal and closes it whatever happens. */
export async function atTerminal<T>(tool: Tool, use: (tmux: Tmux) => Promise<T>): Promise<T> {
  const tmux = await Tmux.open(tool)
  try {
    return await use(tmux)
  } finally {
    await tmux.close()
  }
}
