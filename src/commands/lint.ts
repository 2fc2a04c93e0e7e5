import { string as stringArgument } from '@oclif/core/args'
import { option } from '@oclif/core/flags'
import { BaseCommand } from '../cli/base-command.ts'
import { LINT_FORMATS, renderLint } from '../cli/render/lint.ts'
import { lintRepository } from '../services/lint-repository.ts'

export class Lint extends BaseCommand {
  static override summary =
    'Says whether the schema is complete, honest and safe, and whether a secret lies in git'
  static override description =
    'Needs no store, no network and no sign-in. Exit status 1 when there is an error, 0 when there are warnings only. docs/rules.md lists the rules.'
  static override usage = 'lint [FILE...] [--format text|json|sarif|github]'
  static override examples = [
    '<%= config.bin %> lint',
    '<%= config.bin %> lint --format github',
    '<%= config.bin %> lint --format sarif > sotto.sarif',
    '<%= config.bin %> lint secrets.schema.json .github/workflows',
  ]
  static override strict = false
  static override args = {
    file: stringArgument({
      ignoreStdin: true,
      description: 'files and folders to look at instead of all that git tracks',
    }),
  }
  static override flags = {
    format: option({ options: LINT_FORMATS, default: 'text' as const, summary: 'form of the report' })(),
  }

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Lint)
    const files = [...(argv as string[]), ...(this.target ?? [])]
    const report = await lintRepository(this.context, { schema: flags.schema, files })
    const { stdout } = this.context
    const view = { columns: stdout.columns, colour: stdout.colour, version: this.config.version }
    stdout.write(await renderLint(report, flags.format, view))
    if (report.findings.some(({ severity }) => severity === 'error')) this.endWith(1)
  }
}
