import type { LintSettings, Position } from '../schema/types.ts'
import type { TrackedFile } from './files/tracked-file.ts'
import type { Finding } from './finding.ts'
import { createFingerprinter } from './fingerprint.ts'
import { compareFindings } from './order.ts'
import type { FileRule, Observation, Rule, Subject } from './rule.ts'
import { findingSeverity, severityOf } from './severity.ts'
import { endOfSuppression, isSuppressed } from './suppression.ts'
import type { Surveyor } from './survey.ts'

/** What `runRules` needs besides what the rules themselves may know. */
export interface Run {
  subject: Omit<Subject, 'survey' | 'ruleIds'>
  rules: readonly Rule[]
  /** Every text file to look at, each once. */
  files: Iterable<TrackedFile>
  surveyor: Surveyor
  /** Where a member of the schema stands. */
  locate(pointer: string, atName?: boolean): Position
}

const NO_SETTINGS: LintSettings = { rules: {}, limits: {}, suppress: [] }

/** Runs the rules that are not switched off; suppressed findings are left out. Worst first. */
export async function runRules(run: Run): Promise<readonly Finding[]> {
  const settings = run.subject.schema?.lint ?? NO_SETTINGS
  const rules = run.rules.filter((rule) => severityOf(rule.meta, settings) !== 'off')
  const ruleIds = new Set(run.rules.map((rule) => rule.meta.id))
  const subject: Subject = { ...run.subject, survey: run.surveyor.survey, ruleIds }
  const seen = await observeFiles(run, rules, subject)
  for (const rule of rules) {
    if (rule.over === 'schema' && subject.schema) add(seen, rule, rule.check(subject.schema, subject))
    if (rule.over === 'repository') add(seen, rule, rule.check(subject))
  }
  return seen
    .map(([rule, observation]) => toFinding(run, rule, observation, settings))
    .filter((finding) => !isSuppressed(finding, settings, subject.now))
    .map((finding) => sayEnded(finding, endOfSuppression(finding, settings, subject.now)))
    .sort(compareFindings)
    .map(withFingerprint(createFingerprinter()))
}

type Seen = [Rule, Observation][]
type Unmarked = Omit<Finding, 'fingerprint'>

async function observeFiles(run: Run, rules: readonly Rule[], subject: Subject): Promise<Seen> {
  const seen: Seen = []
  const fileRules = rules.filter((rule): rule is FileRule => rule.over === 'file')
  for (const file of run.files) {
    run.surveyor.visit(file)
    for (const rule of fileRules) {
      if (!rule.reads(file.path)) continue
      const observed = rule.check(file, subject)
      add(seen, rule, observed instanceof Promise ? await observed : observed)
    }
  }
  return seen
}

function add(seen: Seen, rule: Rule, observations: Iterable<Observation>): void {
  for (const observation of observations) seen.push([rule, observation])
}

function toFinding(run: Run, rule: Rule, observation: Observation, settings: LintSettings): Unmarked {
  const { at, secret, message, hint } = observation
  const inSchema = 'pointer' in at
  const position = at.position ?? (inSchema ? run.locate(at.pointer, at.atName) : { line: 1, column: 1 })
  return {
    rule: rule.meta.id,
    severity: findingSeverity(rule.meta, observation.severity, settings),
    file: inSchema ? run.subject.schemaFile : at.file,
    ...position,
    ...(inSchema ? { pointer: at.shown ?? at.pointer } : {}),
    ...(secret === undefined ? {} : { secret }),
    message,
    hint,
  }
}

function sayEnded(finding: Unmarked, until: string | undefined): Unmarked {
  return until === undefined
    ? finding
    : { ...finding, hint: `${finding.hint} It was suppressed until ${until}.` }
}

function withFingerprint(fingerprint: (finding: Unmarked) => string) {
  return (finding: Unmarked): Finding => ({ ...finding, fingerprint: fingerprint(finding) })
}
