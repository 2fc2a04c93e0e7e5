import type { Command } from '@oclif/core/command'
import { argumentWords, flagsOf, LIST_SECRETS, takesSecret } from './completable.ts'

/** Completion for bash, and for what imitates it. After `--` the target's own words are completed. */
export function bashScript(commands: readonly Command.Cached[]): string {
  const ids = commands.map(({ id }) => id).join(' ')
  return `_sotto() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} word index
  for ((index = 1; index < COMP_CWORD; index++)); do
    if [ "\${COMP_WORDS[index]}" = -- ]; then
      if ((index == COMP_CWORD - 1)); then
        COMPREPLY=($(compgen -c -- "$current"))
      else
        COMPREPLY=($(compgen -f -- "$current"))
      fi
      return
    fi
  done
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "${ids} --help --version" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]} $previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${commands.map(wordCase).join('\n')}
  esac
}
complete -F _sotto sotto
`
}

/** What follows a flag that takes a value: its words, or a file. */
function valueCases(command: Command.Cached): string[] {
  return flagsOf(command)
    .filter(({ takesValue }) => takesValue)
    .map(({ name, values }) => {
      const generator =
        values === undefined
          ? '-f'
          : `-W "${'words' in values ? values.words.join(' ') : `$(${values.list})`}"`
      return `    '${command.id} --${name}') COMPREPLY=($(compgen ${generator} -- "$current")); return ;;`
    })
}

function wordCase(command: Command.Cached): string {
  const flags = flagsOf(command).map(({ name }) => `--${name}`)
  const words = [...argumentWords(command), ...flags, ...(command.id === 'run' ? ['--'] : []), '--help']
  const secrets = takesSecret(command) ? ` $(${LIST_SECRETS})` : ''
  return `    ${command.id}) COMPREPLY=($(compgen -W "${words.join(' ')}${secrets}" -- "$current")) ;;`
}
