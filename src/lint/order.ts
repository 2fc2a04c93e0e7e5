import type { Finding, FindingSeverity } from './finding.ts'

/** The worst first. */
export const SEVERITY_ORDER: readonly FindingSeverity[] = ['error', 'warning', 'info']

type Ordered = Pick<Finding, 'severity' | 'file' | 'line' | 'column' | 'rule'>

/** Orders findings: the worst first, then as they stand in the files. */
export function compareFindings(a: Ordered, b: Ordered): number {
  return (
    SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) ||
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.rule, b.rule)
  )
}

/** By code unit, so that the order does not depend on a locale. */
function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
