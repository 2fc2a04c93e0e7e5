import type { Finding, LintReport } from '../../services/lint-repository.ts'

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const

/** The report as workflow commands of GitHub Actions, which become annotations of the lines; worst first. */
export function lintAnnotations({ findings }: LintReport): string {
  return findings.map((finding) => `${annotation(finding)}\n`).join('')
}

function annotation({ severity, file, line, column, rule, message, hint }: Finding): string {
  const properties = [
    `file=${escapeProperty(file)}`,
    `line=${line}`,
    `col=${column}`,
    `title=${escapeProperty(rule)}`,
  ]
  return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeData(`${message} ${hint}`)}`
}

/** What the runner undoes in the text after the second `::`. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** In a property, colon and comma end it too. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
