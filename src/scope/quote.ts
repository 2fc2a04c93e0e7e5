/** Foreign text as a message may show it: printable, on one line, of bounded length. */
export function quote(text: string): string {
  const printable = text.replace(/[\p{C}\p{Z}]/gu, '?')
  return printable.length > 120 ? `${printable.slice(0, 120)}…` : printable
}
