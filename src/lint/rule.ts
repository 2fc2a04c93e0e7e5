import type { Position, SchemaProblem, SecretSchema } from '../schema/types.ts'
import type { TrackedFile } from './files/tracked-file.ts'
import type { TrackedTree } from './files/tracked-tree.ts'
import type { FindingSeverity } from './finding.ts'
import type { Survey } from './survey.ts'

/** What a rule says of itself; `docs/rules.md` is made from it. */
export interface RuleMeta {
  /** `group/name`. */
  id: string
  /** Unless the schema's `lint.rules` says otherwise. */
  severity: FindingSeverity
  /** One line: why it matters. */
  rationale: string
  /** What is found and what is not, in Markdown. */
  docs: string
}

/** One thing that a rule has seen. Holds names, never values: see {@link Finding}. */
export interface Observation {
  /** One sentence: what is wrong, with which name. */
  message: string
  /** One sentence: what to do. */
  hint: string
  at: Place
  /** Where it stands as well; the first place that is not suppressed is reported. */
  orAt?: readonly Place[]
  /** The secret or variable concerned. */
  secret?: string
  /** Where the rule itself grades; default is the rule's own. */
  severity?: FindingSeverity
}

/** A member of the schema, or a place in a file; without a position the file as a whole. */
export type Place = MemberPlace | { file: string; position?: Position }

export interface MemberPlace {
  pointer: string
  /** The member's name rather than its content. */
  atName?: boolean
  position?: Position
  /** The part of the pointer that a report may hold; default is all of it. */
  shown?: string
}

/** What a rule may know. Everything is handed in: a rule reads no disk, no network and no clock. */
export interface Subject {
  /** Path of the schema from the repository's root. */
  schemaFile: string
  /** Absent where the schema is broken. */
  schema?: SecretSchema
  /** Names under `secrets`, also of a schema that is broken elsewhere. */
  declared: ReadonlySet<string>
  /** What the schema's own reader refuses, under the ids of the rules. */
  problems: readonly SchemaProblem[]
  /** What git tracks; absent outside of git. */
  tree?: TrackedTree
  /** Whether a path from the repository's root leads to a file or folder. */
  exists(path: string): boolean
  /** What the pass over the files saw of environment variables. */
  survey: Survey
  /** Id of every rule there is. */
  ruleIds: ReadonlySet<string>
  now: Date
}

/** Looks at the schema's problems, the tree and the survey, once a run. */
export interface RepositoryRule {
  meta: RuleMeta
  over: 'repository'
  check(subject: Subject): Iterable<Observation>
}

/** Looks at a schema that could be read. */
export interface SchemaRule {
  meta: RuleMeta
  over: 'schema'
  check(schema: SecretSchema, subject: Subject): Iterable<Observation>
}

/** Looks at each tracked text file that it asks for, during the one pass over them. */
export interface FileRule {
  meta: RuleMeta
  over: 'file'
  /** Decides by the path alone. */
  reads(path: string): boolean
  check(file: TrackedFile, subject: Subject): Iterable<Observation> | Promise<Iterable<Observation>>
}

export type Rule = RepositoryRule | SchemaRule | FileRule
