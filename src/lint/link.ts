/**
 * The path that `text` names, without an anchor; `undefined` where it is a URL, a command or a sentence. A path
 * has no space, and a slash or an ending.
 */
export function readPath(text: string): string | undefined {
  if (/\s/.test(text.trim()) || /^[a-z][a-z0-9+.-]*:/i.test(text)) return undefined
  const path = text.trim().split('#')[0]!
  return /[/.]/.test(path) ? path : undefined
}
