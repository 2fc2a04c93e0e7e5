/** A suggestion as the person would type it: a command of ours begins with how sotto was started. */
export function asTyped(suggestion: string, invocation: string): string {
  return suggestion.replace(
    /^((?:[^`\n]*: )?)sotto (?=[a-z-])/,
    (_, before: string) => `${before}${invocation} `,
  )
}
