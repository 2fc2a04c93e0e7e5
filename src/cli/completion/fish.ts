import type { Command } from '@oclif/core/command'
import { argumentWords, type CompletableFlag, flagsOf, LIST_SECRETS, takesSecret } from './completable.ts'

/** Completion for fish, with what each command and flag does. After `--` fish completes the target. */
export function fishScript(commands: readonly Command.Cached[]): string {
  return `complete -c sotto -f
complete -c sotto -n 'contains -- -- (commandline -opc)' -F
complete -c sotto -n __fish_use_subcommand -l help -d 'how to use sotto'
complete -c sotto -n __fish_use_subcommand -l version -d 'which release this is'
${commands.flatMap(linesOf).join('\n')}
`
}

function linesOf(command: Command.Cached): string[] {
  const here = `-n '__fish_seen_subcommand_from ${command.id}; and not contains -- -- (commandline -opc)'`
  const words = [...argumentWords(command), ...(takesSecret(command) ? [`(${LIST_SECRETS})`] : [])]
  return [
    `complete -c sotto -n __fish_use_subcommand -a ${command.id} -d ${quote(command.summary ?? '')}`,
    ...(words.length > 0 ? [`complete -c sotto ${here} -a ${quote(words.join(' '))}`] : []),
    ...flagsOf(command).map((flag) => `complete -c sotto ${here} ${flagOf(flag)}`),
  ]
}

function flagOf({ name, summary, takesValue, values }: CompletableFlag): string {
  const value = values && ('words' in values ? values.words.join(' ') : `(${values.list})`)
  const kind = takesValue ? (value === undefined ? ' -r -F' : ` -x -a ${quote(value)}`) : ''
  return `-l ${name}${kind} -d ${quote(summary)}`
}

function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`
}
