import { Help } from '@oclif/core/help'
import type { CliConfig } from './cli-config.ts'
import { unknownCommand } from './usage-error.ts'

/** Wider lines than this are hard to read. */
const WIDEST = 100

class OutputHelp extends Help {
  readonly #config: CliConfig

  constructor(config: CliConfig) {
    super(config as never, {
      maxWidth: Math.min(config.start.context.stdout.columns, WIDEST),
      stripAnsi: true,
    })
    this.#config = config
  }

  protected override log(...lines: string[]): void {
    this.#config.start.context.stdout.write(`${lines.join('\n')}\n`)
  }
}

/** Prints the help of the command that `own` names, or of sotto itself. */
export async function showHelp(own: readonly string[], config: CliConfig): Promise<void> {
  await config.describeCommands()
  const subject = own.find((word) => !word.startsWith('-') && word !== 'help')
  if (subject !== undefined && config.findCommand(subject) === undefined)
    throw unknownCommand(subject, config)
  await new OutputHelp(config).showHelp(subject === undefined ? [] : [subject])
}
