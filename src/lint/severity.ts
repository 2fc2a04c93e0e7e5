import type { LintSettings, Severity } from '../schema/types.ts'
import type { FindingSeverity } from './finding.ts'
import type { RuleMeta } from './rule.ts'

/** What the team made of a rule, or else the rule's own severity. */
export function severityOf(meta: RuleMeta, settings: LintSettings): Severity {
  return chosen(meta, settings) ?? meta.severity
}

/** The same for one finding, which the rule may have graded; the team's choice wins over that. */
export function findingSeverity(
  meta: RuleMeta,
  graded: FindingSeverity | undefined,
  settings: LintSettings,
): FindingSeverity {
  const severity = chosen(meta, settings)
  return severity === undefined || severity === 'off' ? (graded ?? meta.severity) : severity
}

function chosen(meta: RuleMeta, settings: LintSettings): Severity | undefined {
  return Object.hasOwn(settings.rules, meta.id) ? settings.rules[meta.id]?.severity : undefined
}
