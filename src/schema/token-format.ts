/** A shape that only a credential has. All patterns run in linear time. */
export interface TokenFormat {
  name: string
  /** Cheap test: text without any of these substrings cannot match. */
  needles: readonly string[]
  pattern: RegExp
}
