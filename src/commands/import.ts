import { string as argument } from '@oclif/core/args'
import { boolean, string } from '@oclif/core/flags'
import { BaseCommand } from '../cli/base-command.ts'
import { renderImport } from '../cli/render/import-text.ts'
import { EXIT_STATUS } from '../errors/codes.ts'
import { importFile } from '../services/import/import-file.ts'

export class Import extends BaseCommand {
  static override summary = 'Fills your personal stores from a dotenv file'
  static override description = [
    'Takes the declared names that live in a personal store and have no value there yet, and lists all others, which stay where they are. A value that the schema does not allow is left and named, and the command ends with 81, or with 80 for a live key.',
    'A file that git tracks is refused: its values are known, so they are to be rotated.',
  ].join('\n\n')
  static override examples = ['<%= config.bin %> import .env', '<%= config.bin %> import .env --delete']
  static override args = {
    file: argument({ required: true, description: 'dotenv file to read', ignoreStdin: true }),
  }
  static override flags = {
    env: string({ summary: 'environment to fill instead of the default one', helpValue: 'NAME' }),
    delete: boolean({
      summary: 'take the imported lines out of the file, and the file away when nothing remains',
    }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Import)
    const request = { file: args.file, schema: flags.schema, environment: flags.env, delete: flags.delete }
    const report = await importFile(request, this.context)
    this.log(renderImport(report, args.file, this.context))
    const codes = report.left.flatMap(({ code }) => code ?? [])
    const worst = codes.find((code) => code === 'SCOPE_REFUSED') ?? codes[0]
    this.endWith(worst === undefined ? 0 : EXIT_STATUS[worst])
  }
}
