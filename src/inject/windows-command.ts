import { accessSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Target } from './target.ts'

/** How Node is to start a target on Windows. */
export interface WindowsCommand {
  command: string
  args: readonly string[]
  /** Whether `args` are to reach the program as they are, already quoted. */
  verbatim: boolean
}

/**
 * Finds the file as Windows does, along PATH with each of PATHEXT, but never in the working directory: a program
 * planted in a repository would be run. A batch file, such as npm's, needs cmd.exe, which reads its line twice.
 */
export function windowsCommand({ command, args, environment }: Target): WindowsCommand {
  const file = /[\\/]/.test(command) ? command : (alongPath(command, environment) ?? command)
  if (!/\.(cmd|bat)$/i.test(file)) return { command: file, args, verbatim: false }
  const line = [
    escapeForCmd(`"${file}"`),
    ...args.map((text) => escapeForCmd(escapeForCmd(quoteArgument(text)))),
  ].join(' ')
  return { command: environment.COMSPEC ?? 'cmd.exe', args: ['/d', '/s', '/c', `"${line}"`], verbatim: true }
}

/** As the C runtime splits a command line: backslashes count only in front of a quote. */
export function quoteArgument(text: string): string {
  return `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\*)$/, '$1$1')}"`
}

/** A caret in front of all that cmd.exe would interpret. */
export function escapeForCmd(text: string): string {
  return text.replace(/[()\][%!^"`<>&|;, *?]/g, '^$&')
}

function alongPath(command: string, environment: Readonly<Record<string, string>>): string | undefined {
  const variable = (name: string) =>
    Object.entries(environment).find(([key]) => key.toUpperCase() === name)?.[1] ?? ''
  const extensions = ['', ...(variable('PATHEXT') || '.COM;.EXE;.BAT;.CMD').split(';')]
  const folders = variable('PATH')
    .split(delimiter)
    .filter((folder) => folder !== '')
  const candidates = folders.flatMap((folder) =>
    extensions.map((extension) => join(folder, command + extension)),
  )
  return candidates.find((candidate) => /\.[^\\/.]+$/.test(candidate) && exists(candidate))
}

function exists(path: string): boolean {
  try {
    accessSync(path)
    return true
  } catch {
    return false
  }
}
