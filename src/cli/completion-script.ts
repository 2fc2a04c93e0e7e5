import type { Command } from '@oclif/core/command'
import { bashScript } from './completion/bash.ts'
import { fishScript } from './completion/fish.ts'
import { zshScript } from './completion/zsh.ts'

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript }

/** Shells that completion is written for. */
export const SHELLS = Object.keys(SCRIPTS) as readonly (keyof typeof SCRIPTS)[]

/** The script that a shell evaluates once; it asks sotto for the schema's names when they are needed. */
export function completionScript(shell: string, commands: readonly Command.Cached[]): string {
  return SCRIPTS[shell as keyof typeof SCRIPTS](commands.filter(({ hidden }) => !hidden))
}
