import type { Command } from '@oclif/core/command'
import { bashScript } from './bash.ts'

/** zsh reads bash's completions through a module of its own. */
export function zshScript(commands: readonly Command.Cached[]): string {
  return `autoload -U +X compinit && compinit
autoload -U +X bashcompinit && bashcompinit
${bashScript(commands)}`
}
