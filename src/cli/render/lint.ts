import type { LintReport } from '../../services/lint-repository.ts'
import { lintAnnotations } from './lint-github.ts'
import { lintJson } from './lint-json.ts'
import { lintText } from './lint-text.ts'

/** The forms that a report has. */
export const LINT_FORMATS = ['text', 'json', 'sarif', 'github'] as const
export type LintFormat = (typeof LINT_FORMATS)[number]

/** What a form needs to know of where it is shown. */
export interface LintView {
  columns: number
  colour: boolean
  /** Release of sotto. */
  version: string
}

/** A report in one of its forms, ready to be written. */
export async function renderLint(report: LintReport, format: LintFormat, view: LintView): Promise<string> {
  switch (format) {
    case 'text':
      return lintText(report, view)
    case 'json':
      return lintJson(report)
    case 'github':
      return lintAnnotations(report)
    case 'sarif': {
      const { lintSarif } = await import('./lint-sarif.ts')
      return lintSarif(report, view.version)
    }
  }
}
