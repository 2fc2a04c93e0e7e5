import { boolean, string } from '@oclif/core/flags'
import { BaseCommand } from '../cli/base-command.ts'
import { renderCheckMarkdown } from '../cli/render/check-markdown.ts'
import { renderCheck } from '../cli/render/check-text.ts'
import { nextAsTyped } from '../cli/render/suggestion.ts'
import { checkSecrets } from '../services/check/check-secrets.ts'
import type { CheckReport } from '../services/check/report.ts'

export class Check extends BaseCommand {
  static override summary = 'Shows which secrets you need, which you have, and whom to ask for the rest'
  static override description = 'Releases no value. Exits 1 when a run would not start.'
  static override examples = [
    '<%= config.bin %> check',
    '<%= config.bin %> check --env staging --json',
    '<%= config.bin %> check --markdown',
  ]
  static override enableJsonFlag = true
  static override flags = {
    env: string({ summary: 'environment to check instead of the default one', helpValue: 'NAME' }),
    markdown: boolean({ summary: 'print a table for an issue', exclusive: ['json'] }),
  }

  async run(): Promise<CheckReport> {
    const { flags } = await this.parse(Check)
    const ask = !this.jsonEnabled() && !flags.markdown
    const request = { schema: flags.schema, environment: flags.env, ask }
    const checked = await checkSecrets(request, this.context)
    const report = { ...checked, secrets: nextAsTyped(checked.secrets, this.context.invocation) }
    this.log(flags.markdown ? renderCheckMarkdown(report) : renderCheck(report, this.context, flags.env))
    this.endWith(report.ready ? 0 : 1)
    return report
  }
}
