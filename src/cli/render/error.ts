import type { AppError } from '../../errors/app-error.ts'
import type { Context } from '../../services/context.ts'
import { plainText } from './plain-text.ts'
import { asTyped } from './suggestion.ts'

/** Shows an error: JSON on stdout where it was asked for, else text on stderr with stdout untouched. */
export function renderError(error: AppError, json: boolean, context: Context): void {
  if (json) context.stdout.write(`${JSON.stringify({ error: errorView(error, context) }, null, 2)}\n`)
  else context.stderr.write(errorText(error, context))
}

/** What a program may read of an error; the field names are stable. */
function errorView({ code, message, suggestions, secrets, problems }: AppError, { invocation }: Context) {
  const typed = suggestions.map((suggestion) => asTyped(suggestion, invocation))
  return { code, message, suggestions: typed, secrets, ...(problems.length > 0 ? { problems } : {}) }
}

function errorText({ message, problems, suggestions }: AppError, { invocation }: Context): string {
  const typed = suggestions.map((suggestion) => asTyped(suggestion, invocation))
  const lines = [`sotto: ${message}`, ...problems.map((problem) => `  ${problem}`)]
  if (typed.length === 1) lines.push(`Try: ${typed[0]}`)
  if (typed.length > 1) lines.push('Try:', ...typed.map((suggestion) => `  ${suggestion}`))
  return `${plainText(lines.join('\n'))}\n`
}
