import { join } from 'node:path'

/** A target that tells which signals it gets: see the file. Without `log` it tells so on stdout. */
export function reporter(log = '', ...signals: NodeJS.Signals[]): string[] {
  return [
    process.execPath,
    join(import.meta.dirname, '../../../fixtures/bin/report-signals.js'),
    log,
    ...signals,
  ]
}

/** How often it said it got each signal. */
export function countsIn(text: string): Record<string, number> {
  return JSON.parse(/^counts (\{.*\})/m.exec(text)?.[1] ?? '{}')
}
