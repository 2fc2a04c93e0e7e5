import type { Command } from '@oclif/core/command'

/** Where a name of the schema is expected: the flags by name, the arguments by name. */
const SECRET_FLAGS = ['only', 'preserve-env']
const ENVIRONMENT_FLAGS = ['env']
const SECRET_ARGUMENTS = ['name', 'secret']

/** Asks sotto for names; says nothing where there are none. */
export const LIST_SECRETS = 'sotto completion --names secrets 2>/dev/null'
export const LIST_ENVIRONMENTS = 'sotto completion --names environments 2>/dev/null'

/** A flag as a shell sees it. */
export interface CompletableFlag {
  name: string
  summary: string
  takesValue: boolean
  /** What its value is one of: fixed words, or the shell command that lists them. */
  values: { words: readonly string[] } | { list: string } | undefined
}

export function flagsOf(command: Command.Cached): readonly CompletableFlag[] {
  return Object.entries(command.flags)
    .filter(([, flag]) => !flag.hidden)
    .map(([name, flag]) => ({
      name,
      summary: flag.summary ?? flag.description ?? '',
      takesValue: flag.type === 'option',
      values: valuesOf(name, flag.type === 'option' ? flag.options : undefined),
    }))
}

/** Whether an argument of the command is a secret's name. */
export function takesSecret(command: Command.Cached): boolean {
  return Object.keys(command.args).some((name) => SECRET_ARGUMENTS.includes(name))
}

/** The fixed words that an argument of the command is one of. */
export function argumentWords(command: Command.Cached): readonly string[] {
  return Object.values(command.args).flatMap(({ options = [] }) => options)
}

function valuesOf(name: string, options: readonly string[] | undefined): CompletableFlag['values'] {
  if (options !== undefined) return { words: options }
  if (SECRET_FLAGS.includes(name)) return { list: LIST_SECRETS }
  return ENVIRONMENT_FLAGS.includes(name) ? { list: LIST_ENVIRONMENTS } : undefined
}
