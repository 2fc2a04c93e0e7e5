import { boolean, string } from '@oclif/core/flags'
import { BaseCommand } from '../cli/base-command.ts'
import { documentSchema } from '../services/document-schema.ts'

export class Docs extends BaseCommand {
  static override summary = 'Writes the schema as a Markdown catalogue, grouped by owner'
  static override description = 'Prints it where no file is named.'
  static override examples = [
    '<%= config.bin %> docs',
    '<%= config.bin %> docs --write docs/secrets.md',
    '<%= config.bin %> docs --write docs/secrets.md --check',
  ]
  static override flags = {
    write: string({ summary: 'file to bring up to date', helpValue: 'FILE' }),
    check: boolean({ summary: 'change nothing; exit 1 when the file is stale', dependsOn: ['write'] }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Docs)
    const written = await documentSchema({ kind: 'catalogue', ...flags }, this.context)
    this.log(written.message)
    this.endWith(written.isStale ? 1 : 0)
  }
}
