import { string } from '@oclif/core/args'
import { string as stringFlag } from '@oclif/core/flags'
import { BaseCommand } from '../cli/base-command.ts'
import { completionScript, SHELLS } from '../cli/completion-script.ts'
import { AppError } from '../errors/app-error.ts'
import { listNames, NAME_KINDS } from '../services/name-completions.ts'

export class Completion extends BaseCommand {
  static override summary = 'Prints a script that completes commands, flags and names in a shell'
  static override examples = [
    'source <(<%= config.bin %> completion bash)',
    'source <(<%= config.bin %> completion zsh)',
    '<%= config.bin %> completion fish | source',
  ]
  static override args = {
    shell: string({ options: [...SHELLS], description: 'bash, zsh or fish', ignoreStdin: true }),
  }
  static override flags = {
    names: stringFlag({
      summary: "print the schema's names of this kind, for the script",
      options: [...NAME_KINDS],
      hidden: true,
    }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Completion)
    if (flags.names !== undefined) {
      for (const name of await listNames(flags.names, flags.schema, this.context)) this.log(name)
      return
    }
    if (args.shell === undefined) throw new AppError('USAGE', `Missing: SHELL, one of ${SHELLS.join(', ')}.`)
    this.log(completionScript(args.shell, await this.commands()).trimEnd())
  }
}
