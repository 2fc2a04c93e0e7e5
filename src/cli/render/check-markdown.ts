import type { CheckReport } from '../../services/check/report.ts'
import { plainText } from './plain-text.ts'

/** The report as a table that can be pasted into an issue. */
export function renderCheckMarkdown({ project, environment, secrets }: CheckReport): string {
  const rows = secrets.map(({ name, state, required, owner, location, next }) =>
    [`\`${name}\``, required ? state : `${state} (optional)`, owner, location && `\`${location}\``, next]
      .map((text) => cell(text ?? ''))
      .join(' | '),
  )
  return [
    `### Secrets of ${cell(project)} in ${cell(environment)}`,
    '',
    '| Secret | State | Owner | Where | Next step |',
    '|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n')
}

function cell(text: string): string {
  return plainText(text).replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;')
}
