import { boolean, string } from '@oclif/core/flags'
import { BaseCommand } from '../cli/base-command.ts'
import { documentSchema } from '../services/document-schema.ts'

export class Types extends BaseCommand {
  static override summary = 'Writes TypeScript declarations of the environment that a run gives'
  static override description =
    'Prints them where no file is named. A secret that is not required may be undefined.'
  static override examples = ['<%= config.bin %> types', '<%= config.bin %> types --write src/env.d.ts']
  static override flags = {
    env: string({ summary: 'environment to describe instead of the default one', helpValue: 'NAME' }),
    write: string({ summary: 'file to bring up to date', helpValue: 'FILE' }),
    check: boolean({ summary: 'change nothing; exit 1 when the file is stale', dependsOn: ['write'] }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Types)
    const written = await documentSchema({ kind: 'types', ...flags }, this.context)
    this.log(written.message)
    this.endWith(written.isStale ? 1 : 0)
  }
}
