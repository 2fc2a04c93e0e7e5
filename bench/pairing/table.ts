import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'
import facts from '../../package.json' with { type: 'json' }

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join(
    '\n',
  )
}

/** When, on what and with which versions a table was made. */
export function circumstances(others: readonly string[] = []): string {
  const [cpu] = cpus()
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  return [
    new Date().toISOString().slice(0, 10),
    `${cpus().length} x ${cpu?.model.trim() ?? 'unknown CPU'}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${process.platform} ${release()}`,
    `Node ${process.version}`,
    `sotto ${facts.version} (${commit})`,
    ...others,
  ].join(', ')
}
