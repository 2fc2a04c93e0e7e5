/**
 * `text` with every control and direction-changing character made visible, so that what a schema or a store
 * says cannot move the cursor, recolour the terminal or reorder a line. Line feeds stay.
 */
export function plainText(text: string): string {
  return text.replace(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
