/** Sizes beyond which a schema is refused before it is parsed or walked. */
export const LIMITS = {
  /** Of the file, in bytes. */
  fileBytes: 1024 * 1024,
  /** Of nested arrays and objects. */
  depth: 32,
  secrets: 1000,
  /** Of one string, in UTF-8 bytes. */
  stringBytes: 4096,
} as const
