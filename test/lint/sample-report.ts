import { RULES } from '../../src/lint/registry.ts'
import type { Finding, LintReport } from '../../src/services/lint-repository.ts'

/** A report over `findings`, as the service gives it. */
export function reportOf(findings: readonly Finding[]): LintReport {
  return { findings, rules: RULES.map(({ meta }) => meta), filesConsidered: 12, isTracked: true }
}

/** One finding, with what differs from the usual one. */
export function findingOf(over: Partial<Finding> = {}): Finding {
  return {
    rule: 'meta/owner-missing',
    severity: 'error',
    file: 'secrets.schema.json',
    line: 12,
    column: 5,
    pointer: '/secrets/DATABASE_URL',
    secret: 'DATABASE_URL',
    message: 'DATABASE_URL has no owner.',
    hint: 'Add "owner" with the team that answers for it.',
    fingerprint: '0123456789abcdef0123456789abcdef',
    ...over,
  }
}
