import { string as argument } from '@oclif/core/args'
import { boolean, string } from '@oclif/core/flags'
import { BaseCommand } from '../cli/base-command.ts'
import { setSecret } from '../services/set-secret.ts'

export class SetSecret extends BaseCommand {
  static override summary = 'Puts a value of your own in the personal store that the schema names for it'
  static override description = [
    'The value is asked for at the terminal and not shown, or read from stdin when that is no terminal. It is never an argument: those stand in the shell history and in the list of processes.',
    'One line end at the end of stdin is not part of the value. Everything else is kept byte for byte.',
  ].join('\n\n')
  static override examples = [
    '<%= config.bin %> set DATABASE_URL',
    'pbpaste | <%= config.bin %> set DATABASE_URL',
    '<%= config.bin %> set SESSION_KEY --generate',
  ]
  static override args = {
    name: argument({ required: true, description: 'name of the secret', ignoreStdin: true }),
  }
  static override flags = {
    env: string({ summary: 'environment to set it in instead of the default one', helpValue: 'NAME' }),
    generate: boolean({
      summary: 'make a random value, as the schema says, and replace the one that is there',
    }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SetSecret)
    const request = {
      name: args.name,
      schema: flags.schema,
      environment: flags.env,
      generate: flags.generate,
    }
    const { name, environment, store } = await setSecret(request, this.context)
    this.context.stderr.write(`${name} is set in ${store} for ${environment}.\n`)
  }
}
