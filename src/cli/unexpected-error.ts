import { AppError } from '../errors/app-error.ts'
import type { Context } from '../services/context.ts'

/**
 * Turns what nobody expected into INTERNAL. A foreign message may hold a value, so only the error's class and
 * the place in our own code are told.
 */
export function describeUnexpected(thrown: unknown, context: Context): AppError {
  const place = thrown instanceof Error ? ownPlace(thrown) : undefined
  return new AppError(
    'INTERNAL',
    `sotto came upon something it does not know how to handle (${className(thrown)}${place ? ` at ${place}` : ''}). This is a bug.`,
    {
      suggestions: [`report it with this line and the output of \`${context.invocation} --version --json\``],
    },
  )
}

function className(thrown: unknown): string {
  const name = thrown instanceof Error ? thrown.constructor.name : typeof thrown
  return /^[A-Za-z]{1,40}$/.test(name) ? name : 'Error'
}

/** The first frame in sotto's own files. The message, which heads the stack, is cut off before looking. */
function ownPlace(error: Error): string | undefined {
  const stack = error.stack ?? ''
  const headless = stack.startsWith(`${error.name}: ${error.message}\n`)
    ? stack.slice(error.name.length + error.message.length + 2)
    : ''
  return /\/((?:src|dist)\/[\w./-]+:\d+:\d+)/.exec(headless)?.[1]
}
