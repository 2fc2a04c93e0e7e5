/** Select Graphic Rendition codes, ECMA-48 8.3.117: on and off. */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const

/** `text` in a colour or weight where colour is wanted, and as it is elsewhere. */
export function paint(style: keyof typeof CODES, text: string, colour: boolean): string {
  const [on, off] = CODES[style]
  return colour ? `\u001b[${on}m${text}\u001b[${off}m` : text
}
