import type { AppError } from '../../errors/app-error.ts'
import type { Context } from '../../services/context.ts'
import { plainText } from './plain-text.ts'

/** Shows an error: JSON on stdout where it was asked for, else text on stderr with stdout untouched. */
export function renderError(error: AppError, json: boolean, context: Context): void {
  if (json) context.stdout.write(`${JSON.stringify({ error: errorView(error) }, null, 2)}\n`)
  else context.stderr.write(errorText(error))
}

/** What a program may read of an error; the field names are stable. */
function errorView({ code, message, suggestions, secrets, problems }: AppError) {
  return { code, message, suggestions, secrets, ...(problems.length > 0 ? { problems } : {}) }
}

function errorText({ message, problems, suggestions }: AppError): string {
  const lines = [`sotto: ${message}`, ...problems.map((problem) => `  ${problem}`)]
  if (suggestions.length === 1) lines.push(`Try: ${suggestions[0]}`)
  if (suggestions.length > 1) lines.push('Try:', ...suggestions.map((suggestion) => `  ${suggestion}`))
  return `${plainText(lines.join('\n'))}\n`
}
