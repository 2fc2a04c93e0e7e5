import type { Command } from '@oclif/core/command'
import { AppError } from '../errors/app-error.ts'
import type { ProcessContext } from './context.ts'
import { describeUnexpected } from './unexpected-error.ts'
import { describeUsage } from './usage-error.ts'

/** Our own errors as they are; oclif's as USAGE; whatever else was thrown as INTERNAL. */
export function toAppError(
  thrown: unknown,
  command: Command.Cached | undefined,
  context: ProcessContext,
): AppError {
  if (thrown instanceof AppError) return thrown
  return describeUsage(thrown, command, context.invocation) ?? describeUnexpected(thrown, context)
}
