import { string } from '@oclif/core/args'
import { BaseCommand } from '../cli/base-command.ts'
import { renderExplanation } from '../cli/render/explanation.ts'
import { type Explanation, explainSecret } from '../services/explain-secret.ts'

export class Explain extends BaseCommand {
  static override summary =
    'Shows one secret: what it is for, whose it is, where it lives, how to get and rotate it'
  static override description = 'Reads the schema alone; no store is opened.'
  static override examples = [
    '<%= config.bin %> explain DATABASE_URL',
    '<%= config.bin %> explain DATABASE_URL --json',
  ]
  static override enableJsonFlag = true
  static override args = {
    name: string({ required: true, description: 'name of the secret', ignoreStdin: true }),
  }

  async run(): Promise<Explanation> {
    const { args, flags } = await this.parse(Explain)
    const explanation = await explainSecret(args.name, flags.schema, this.context)
    this.log(renderExplanation(explanation, this.context))
    return explanation
  }
}
