import type { Finding, LintReport } from '../../services/lint-repository.ts'
import { countFindings, sayCount } from './lint-count.ts'
import { paint } from './paint.ts'
import { plainText } from './plain-text.ts'
import { wrap } from './wrap.ts'

/** Widest line that is still easy to read. */
const WIDEST = 100
const NARROWEST = 40

const COLOURS = { error: 'red', warning: 'yellow', info: 'cyan' } as const

export interface TextView {
  columns: number
  colour: boolean
}

/** The report for people: by file, the worst file first, in it the worst finding first, and what to do. */
export function lintText(report: LintReport, view: TextView): string {
  const byFile = Map.groupBy(report.findings, ({ file }) => file)
  const files = [...byFile].map(([file, findings]) => fileText(file, findings, view))
  return `${[...files, summary(report)].join('\n')}\n`
}

function fileText(file: string, findings: readonly Finding[], view: TextView): string {
  const lines = findings.map((finding) => findingText(finding, view))
  return `${paint('bold', plainText(file).replaceAll('\n', '\\u000a'), view.colour)}\n${lines.join('')}`
}

function findingText({ severity, line, column, message, hint, rule }: Finding, view: TextView): string {
  const place = `${line}:${column}`.padEnd(7)
  const label = (severity === 'info' ? 'note' : severity).padEnd(7)
  const indent = ' '.repeat(2 + label.length + 2 + place.length + 1)
  const width = Math.min(Math.max(view.columns, NARROWEST), WIDEST)
  const said = wrap(plainText(message), width, indent).slice(indent.length)
  const head = `  ${paint(COLOURS[severity], label, view.colour)}  ${place} ${said}`
  return `${[head, wrap(plainText(hint), width, indent), indent + paint('dim', rule, view.colour)].join('\n')}\n`
}

function summary({ findings, filesConsidered, isTracked }: LintReport): string {
  const count = countFindings(findings)
  const where = findings.length === 0 ? '' : ` in ${count.files === 1 ? '1 file' : `${count.files} files`}`
  const scope = isTracked
    ? `${filesConsidered === 1 ? '1 tracked file' : `${filesConsidered} tracked files`} considered.`
    : 'Not a git repository: the schema alone was judged.'
  return `Found ${sayCount(count)}${where}. ${scope}`
}
