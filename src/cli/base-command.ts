import { Command } from '@oclif/core/command'
import type { Config } from '@oclif/core/config'
import { string } from '@oclif/core/flags'
import type { CliConfig, Start } from './cli-config.ts'
import type { ProcessContext } from './context.ts'

/**
 * What every command extends. A command parses its flags, calls one service with `this.context` and shows what
 * came back; it throws AppError, or lets the service throw, and never catches one to print it.
 *
 * With `static enableJsonFlag = true` what `run` returns is printed as JSON under `--json`, and an error becomes
 * `{ "error": ... }` with the same exit status; `run` prints for people only where `this.jsonEnabled()` is false.
 */
export abstract class BaseCommand extends Command {
  static override baseFlags = {
    schema: string({
      summary: 'schema file to read instead of the nearest secrets.schema.json',
      helpValue: 'PATH',
      helpGroup: 'GLOBAL',
    }),
  }

  /** oclif would load its configuration a second time here. */
  static override run<T extends Command>(
    this: new (
      argv: string[],
      config: Config,
    ) => T,
    argv?: string[],
    config?: unknown,
  ): ReturnType<T['run']> {
    const command = new this(argv ?? [], config as Config)
    return (command as unknown as { _run(): ReturnType<T['run']> })._run()
  }

  /** The world as the services see it. */
  get context(): ProcessContext {
    return this.#start.context
  }

  /** What stood after the first `--`, untouched; `undefined` where there was none. For `run` only. */
  get target(): readonly string[] | undefined {
    return this.#start.target
  }

  /** Every command there is, as oclif's manifest describes it. */
  commands(): Promise<readonly Command.Cached[]> {
    return this.#config.describeCommands()
  }

  /** Whether `--json` was given to a command that has it. oclif would also ask an environment variable. */
  override jsonEnabled(): boolean {
    return this.ctor.enableJsonFlag && this.argv.includes('--json')
  }

  override logJson(json: unknown): void {
    this.context.stdout.write(`${JSON.stringify(json, null, 2)}\n`)
  }

  override log(message = ''): void {
    if (!this.jsonEnabled()) this.context.stdout.write(`${message}\n`)
  }

  /** The status with which sotto ends although nothing failed: 1 for findings, or the target's own. */
  endWith(status: number): void {
    this.#start.endWith(status)
  }

  /** oclif would fill an absent argument from stdin, which is the target's, or where a value is expected. */
  protected override async init(): Promise<void> {
    for (const arg of Object.values(this.ctor.args)) arg.ignoreStdin = true
  }

  /** main.ts renders every error, in one place. */
  protected override async catch(error: unknown): Promise<never> {
    throw error
  }

  get #start(): Start {
    return this.#config.start
  }

  get #config(): CliConfig {
    return this.config as unknown as CliConfig
  }
}
