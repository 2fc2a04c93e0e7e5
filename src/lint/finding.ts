/** How bad a finding is: only an `error` fails a build. */
export type FindingSeverity = 'error' | 'warning' | 'info'

/**
 * Something that a rule found. Every text names rules, secrets, members and files; none holds a value or a part
 * of one, whatever stands in the file.
 */
export interface Finding {
  /** Id of the rule. */
  rule: string
  severity: FindingSeverity
  /** Path from the repository's root, with `/` between folders. */
  file: string
  /** Both count from 1; columns in UTF-16 units. */
  line: number
  column: number
  /** RFC 6901 pointer into the schema; absent for other files. */
  pointer?: string
  /** The secret or variable concerned. */
  secret?: string
  /** One sentence: what is wrong, with which name. */
  message: string
  /** One sentence: what to do. */
  hint: string
  /** Stays the same while the finding does, though lines move. */
  fingerprint: string
}
