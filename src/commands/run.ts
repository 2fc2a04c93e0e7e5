import { boolean, string } from '@oclif/core/flags'
import { BaseCommand } from '../cli/base-command.ts'
import { AppError } from '../errors/app-error.ts'
import { runWithSecrets } from '../services/run-with-secrets.ts'

export class Run extends BaseCommand {
  static override summary = 'Runs a command with its secrets in the environment, and redacts what it prints'
  static override usage = 'run [FLAGS] -- COMMAND [ARGUMENTS...]'
  static override examples = [
    '<%= config.bin %> run -- npm start',
    '<%= config.bin %> run --env staging -- node server.js',
    '<%= config.bin %> run --only DATABASE_URL -- psql',
  ]
  static override flags = {
    env: string({ summary: 'environment to take instead of the default one', helpValue: 'NAME' }),
    only: string({
      summary: 'inject these secrets and no other',
      helpValue: 'A,B',
      multiple: true,
      delimiter: ',',
    }),
    'preserve-env': string({
      summary: 'keep the inherited value of these declared names',
      helpValue: 'A,B',
      multiple: true,
      delimiter: ',',
    }),
    pristine: boolean({
      summary: 'pass only the secrets and PATH, HOME, USER, SHELL, TERM, LANG, LC_*, TZ, TMPDIR',
    }),
    'no-redact': boolean({ summary: 'hand the streams over as they are' }),
    'die-with-parent': boolean({ summary: 'end the command when sotto is killed (Linux)' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Run)
    const [command, ...args] = this.target ?? []
    if (command === undefined || command === '') {
      throw new AppError(
        'USAGE',
        this.target ? 'There is no command after --.' : 'The command to run stands after --.',
        {
          suggestions: ['sotto run -- npm start'],
        },
      )
    }
    const preserve = flags['preserve-env'] ?? []
    demandNames('--only', flags.only ?? [])
    demandNames('--preserve-env', preserve)
    await runWithSecrets(
      {
        command,
        args,
        schema: flags.schema,
        environment: flags.env,
        only: flags.only,
        preserve,
        pristine: flags.pristine,
        redact: !flags['no-redact'],
        dieWithParent: flags['die-with-parent'],
      },
      this.context,
    )
  }
}

/** An empty name comes of a variable that is not set, or of one comma too many. */
function demandNames(flag: string, names: readonly string[]): void {
  if (names.every((name) => name.trim() !== '')) return
  throw new AppError('USAGE', `A name after ${flag} is empty.`, {
    suggestions: [`sotto run ${flag} NAME,NAME -- COMMAND`],
  })
}
