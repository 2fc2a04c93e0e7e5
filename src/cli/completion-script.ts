/** Shells that completion is written for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const

export function completionScript(shell: string, commands: readonly { id: string }[]): string {
  return `# ${shell}\n${commands.map(({ id }) => id).join(' ')}`
}
