import type { LintReport } from '../../services/lint-repository.ts'
import { countFindings } from './lint-count.ts'

/** The report for programs; the names of its members are stable. */
export function lintJson(report: LintReport): string {
  const { findings, filesConsidered, isTracked } = report
  const view = { version: 1, summary: { ...countFindings(findings), filesConsidered, isTracked }, findings }
  return `${JSON.stringify(view, null, 2)}\n`
}
