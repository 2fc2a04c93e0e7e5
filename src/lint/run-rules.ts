import type { LintSettings, Position } from '../schema/types.ts'
import type { TrackedFile } from './files/tracked-file.ts'
import type { Finding } from './finding.ts'
import { createFingerprinter } from './fingerprint.ts'
import { compareFindings } from './order.ts'
import type { FileRule, Observation, Place, Rule, Subject } from './rule.ts'
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
    .flatMap(([rule, observation]) =>
      firstOpen(findingsOf(run, rule, observation, settings), settings, subject.now),
    )
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

/** One finding for each place at which the observation could be reported. */
function findingsOf(run: Run, rule: Rule, observation: Observation, settings: LintSettings): Unmarked[] {
  const { at, orAt = [], secret, message, hint } = observation
  return [at, ...orAt].map((place) => ({
    rule: rule.meta.id,
    severity: findingSeverity(rule.meta, observation.severity, settings),
    ...locate(run, place),
    ...(secret === undefined ? {} : { secret }),
    message,
    hint,
  }))
}

function locate(run: Run, place: Place): Pick<Finding, 'file' | 'line' | 'column' | 'pointer'> {
  if ('file' in place) return { file: place.file, ...(place.position ?? { line: 1, column: 1 }) }
  const position = place.position ?? run.locate(place.pointer, place.atName)
  return { file: run.subject.schemaFile, ...position, pointer: place.shown ?? place.pointer }
}

/** The first that nobody suppressed, if there is one. */
function firstOpen(findings: readonly Unmarked[], settings: LintSettings, now: Date): Unmarked[] {
  const finding = findings.find((candidate) => !isSuppressed(candidate, settings, now))
  if (finding === undefined) return []
  const until = endOfSuppression(finding, settings, now)
  return [
    until === undefined ? finding : { ...finding, hint: `${finding.hint} It was suppressed until ${until}.` },
  ]
}

function withFingerprint(fingerprint: (finding: Unmarked) => string) {
  return (finding: Unmarked): Finding => ({ ...finding, fingerprint: fingerprint(finding) })
}
