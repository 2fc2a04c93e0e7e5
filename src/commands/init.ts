import { BaseCommand } from '../cli/base-command.ts'
import { renderInit } from '../cli/render/init.ts'
import { initSchema } from '../services/init/init-schema.ts'

export class Init extends BaseCommand {
  static override summary = 'Writes a first schema from the names that code and dotenv files use'
  static override description =
    'Reads the files below the working directory. Copies no value and overwrites nothing. What only the team can know is marked TODO, which lint reports.'
  static override examples = ['<%= config.bin %> init', '<%= config.bin %> init --schema secrets.schema.json']

  async run(): Promise<void> {
    const { flags } = await this.parse(Init)
    this.log(renderInit(await initSchema(this.context, flags.schema), this.context, flags.schema))
  }
}
