import { string } from '@oclif/core/args'
import { BaseCommand } from '../cli/base-command.ts'
import { completionScript, SHELLS } from '../cli/completion-script.ts'

export class Completion extends BaseCommand {
  static override summary = 'Prints a script that completes commands, flags and names in a shell'
  static override examples = [
    'source <(<%= config.bin %> completion bash)',
    'source <(<%= config.bin %> completion zsh)',
    '<%= config.bin %> completion fish | source',
  ]
  static override args = {
    shell: string({
      required: true,
      options: [...SHELLS],
      description: 'bash, zsh or fish',
      ignoreStdin: true,
    }),
  }

  async run(): Promise<void> {
    const { args } = await this.parse(Completion)
    this.log(completionScript(args.shell, await this.commands()))
  }
}
