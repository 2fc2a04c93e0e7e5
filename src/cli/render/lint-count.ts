import type { Finding } from '../../services/lint-repository.ts'

/** How many findings there are of each severity, and in how many files. */
export interface FindingCount {
  errors: number
  warnings: number
  infos: number
  files: number
}

export function countFindings(findings: readonly Finding[]): FindingCount {
  const count = (severity: Finding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length
  return {
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    files: new Set(findings.map(({ file }) => file)).size,
  }
}

/** `3 errors, 1 warning`; `nothing` where all are zero. */
export function sayCount({ errors, warnings, infos }: FindingCount): string {
  const parts = [say(errors, 'error'), say(warnings, 'warning'), say(infos, 'note')].filter(
    (part) => part !== '',
  )
  return parts.join(', ') || 'nothing'
}

function say(count: number, word: string): string {
  if (count === 0) return ''
  return count === 1 ? `1 ${word}` : `${count} ${word}s`
}
