import type { Command } from '@oclif/core/command'
import { AppError } from '../errors/app-error.ts'
import type { CliConfig } from './cli-config.ts'
import { didYouMean } from './did-you-mean.ts'

/** The fields by which oclif's own errors can be told apart; their classes are not exported. */
interface OclifError {
  message: string
  oclif?: unknown
  flags?: readonly string[]
  args?: readonly unknown[]
}

/** Messages of oclif that repeat nothing that was typed but flag names, and so can be shown. */
const SAFE_MESSAGES = [
  /^Flag --[\w-]+ expects a value$/,
  /^Flag --[\w-]+ can only be specified once$/,
  /^Flag --[\w-]+ expects one of these values: [\w, -]+$/,
]

/** What was typed is no command. */
export function unknownCommand(typed: string, config: CliConfig): AppError {
  const near = didYouMean(typed, config.table.ids)
  const { invocation } = config.start.context
  return new AppError('USAGE', `There is no command "${typed}".`, {
    suggestions: near ? [`${invocation} ${near}`, `${invocation} --help`] : [`${invocation} --help`],
  })
}

/**
 * Says in own words what oclif's parser refused; `undefined` where the error is not oclif's. What was typed as an
 * argument or a flag's value is never repeated: a person may have typed a secret there.
 */
export function describeUsage(
  thrown: unknown,
  command: Command.Cached | undefined,
  invocation: string,
): AppError | undefined {
  if (!(thrown instanceof Error) || !('oclif' in thrown)) return undefined
  return new AppError('USAGE', sentence(thrown as OclifError, command), {
    suggestions: [`${invocation} ${command ? `${command.id} ` : ''}--help`],
  })
}

function sentence(error: OclifError, command: Command.Cached | undefined): string {
  const [line = ''] = error.message.split('\n', 1)
  if (error.flags !== undefined) return unknownFlags(error.flags, command)
  if (line.startsWith('Unexpected argument')) return unexpectedArguments(command)
  if (line.startsWith('Missing')) return missingArguments(error.args)
  const choice = /^Expected (?:(--[\w-]+)=)?[\s\S]* to be one of: ([\w, -]+)$/.exec(line)
  if (choice) return `${choice[1] ?? 'The argument'} is one of: ${choice[2]}.`
  if (SAFE_MESSAGES.some((safe) => safe.test(line))) return `${line}.`
  return conflict(error.message, command) ?? 'These flags or arguments do not go together.'
}

/** Of oclif's sentence only flags are taken that the command has: the rest may be what was typed. */
function conflict(message: string, command: Command.Cached | undefined): string | undefined {
  const [, one, other] =
    /--([\w-]+)\b[\s\S]*? cannot also be provided when using --([\w-]+)/.exec(message) ?? []
  const [, flag, needed] = /must be provided when using --([\w-]+): --([\w-]+)/.exec(message) ?? []
  const isKnown = (name: string | undefined) =>
    name !== undefined && Object.hasOwn(command?.flags ?? {}, name)
  if (isKnown(one) && isKnown(other)) return `--${other} and --${one} do not go together.`
  return isKnown(flag) && isKnown(needed) ? `--${flag} needs --${needed}.` : undefined
}

function unknownFlags(flags: readonly string[], command: Command.Cached | undefined): string {
  const known = Object.keys(command?.flags ?? {}).map((name) => `--${name}`)
  const described = flags.map((flag) => {
    const [name = flag] = flag.split('=', 1)
    const near = didYouMean(name, known)
    return near ? `${name} (did you mean ${near}?)` : name
  })
  return `There is no flag ${described.join(', ')}.`
}

function unexpectedArguments(command: Command.Cached | undefined): string {
  const taken = Object.keys(command?.args ?? {}).length
  if (command?.id === undefined) return 'There are more arguments than expected.'
  return taken === 0
    ? `\`${command.id}\` takes no arguments here.`
    : `\`${command.id}\` takes ${taken === 1 ? 'one argument' : `${taken} arguments`}, and more were given.`
}

function missingArguments(args: readonly unknown[] = []): string {
  const names = args
    .map((arg) => String((arg as { name?: unknown }).name ?? ''))
    .filter((name) => name !== '')
  return names.length > 0 ? `Missing: ${names.join(', ').toUpperCase()}.` : 'Something required is missing.'
}
