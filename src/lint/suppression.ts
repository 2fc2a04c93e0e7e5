import type { LintSettings } from '../schema/types.ts'
import { compileGlob } from './files/glob.ts'

type Suppression = LintSettings['suppress'][number]

/** What a suppression is held against. */
export interface Suppressible {
  rule: string
  file: string
  secret?: string
}

/** Whether the team accepts this finding for now. */
export function isSuppressed(finding: Suppressible, settings: LintSettings, now: Date): boolean {
  return settings.suppress.some((entry) => covers(entry, finding) && !hasEnded(entry.until, now))
}

/** The last day, in UTC, on which this finding was accepted, where that day has passed. */
export function endOfSuppression(
  finding: Suppressible,
  settings: LintSettings,
  now: Date,
): string | undefined {
  return settings.suppress.find((entry) => covers(entry, finding) && hasEnded(entry.until, now))?.until
}

function covers(entry: Suppression, finding: Suppressible): boolean {
  return (
    compileGlob(entry.rule)(finding.rule) &&
    (entry.secret === undefined || entry.secret === finding.secret) &&
    (entry.file === undefined || compileGlob(entry.file)(finding.file))
  )
}

/** The day itself still counts. */
function hasEnded(until: string, now: Date): boolean {
  return now.toISOString().slice(0, 10) > until
}
