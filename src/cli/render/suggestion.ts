/** Next steps as the person would type them. */
export function nextAsTyped<Item extends { next?: string }>(
  items: readonly Item[],
  invocation: string,
): readonly Item[] {
  return items.map((item) =>
    item.next === undefined ? item : { ...item, next: asTyped(item.next, invocation) },
  )
}

/** A suggestion as the person would type it: a command of ours begins with how sotto was started. */
export function asTyped(suggestion: string, invocation: string): string {
  return suggestion.replace(
    /^((?:[^`\n]*: )?)sotto (?=[a-z-])/,
    (_, before: string) => `${before}${invocation} `,
  )
}
