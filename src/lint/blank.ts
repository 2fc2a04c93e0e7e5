/** What `sotto init` writes where only the team can know. */
const MARK = /^TODO\b/i

/** What stands in a member, without space around it; `undefined` where nobody has filled it in yet. */
export function filledIn(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' || MARK.test(trimmed) ? undefined : trimmed
}
