import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from 'node-sarif-builder'
import type { Finding, LintReport, RuleMeta } from '../../services/lint-repository.ts'

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const

/** The report as SARIF 2.1.0, for code scanning. Paths are relative to the repository's root. */
export function lintSarif({ findings, rules }: LintReport, version: string): string {
  const run = new SarifRunBuilder().initSimple({ toolDriverName: 'sotto', toolDriverVersion: version })
  run.run.columnKind = 'utf16CodeUnits'
  for (const rule of rules) run.addRule(ruleOf(rule))
  for (const finding of findings) run.addResult(resultOf(finding))
  const log = new SarifBuilder({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json' })
  log.addRun(run)
  return `${log.buildSarifJsonString({ indent: true })}\n`
}

function ruleOf({ id, severity, rationale, docs }: RuleMeta): SarifRuleBuilder {
  const rule = new SarifRuleBuilder().initSimple({
    ruleId: id,
    shortDescriptionText: rationale,
    fullDescriptionText: docs,
  })
  rule.rule.defaultConfiguration = { level: LEVELS[severity] }
  rule.rule.help = { text: docs, markdown: docs }
  return rule
}

function resultOf(finding: Finding): SarifResultBuilder {
  const { rule, severity, message, hint, file, line, column, fingerprint } = finding
  const result = new SarifResultBuilder().initSimple({
    ruleId: rule,
    level: LEVELS[severity],
    messageText: `${message} ${hint}`,
    fileUri: file.split('/').map(encodeURIComponent).join('/'),
  })
  result.setLocationRegion({ startLine: line, startColumn: column })
  result.result.partialFingerprints = { 'sotto/v1': fingerprint }
  return result
}
