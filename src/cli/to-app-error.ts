import { AppError } from '../errors/app-error.ts'
import type { CommandTable } from './cli-config.ts'
import type { ProcessContext } from './context.ts'
import { describeUnexpected } from './unexpected-error.ts'
import { describeUsage } from './usage-error.ts'

/** Our own errors as they are; oclif's as USAGE; whatever else was thrown as INTERNAL. */
export function toAppError(
  thrown: unknown,
  own: readonly string[],
  table: CommandTable,
  context: ProcessContext,
): AppError {
  if (thrown instanceof AppError) return thrown
  return describeUsage(thrown, own, table, context.invocation) ?? describeUnexpected(thrown, context)
}
