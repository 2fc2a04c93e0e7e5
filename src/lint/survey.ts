import type { Position } from '../schema/types.ts'
import { isCode, isProse } from './files/kinds.ts'
import type { TrackedFile } from './files/tracked-file.ts'
import { findVariableReads } from './variables/variable-reads.ts'

/** What the pass over the files saw of environment variables. */
export interface Survey {
  /** Where each variable is read by code, by name: the first place in each file, in the order of the files. */
  reads: ReadonlyMap<string, readonly { file: string; position: Position }[]>
  /** Declared names that stand anywhere in a file other than the schema, prose and dotenv files. */
  mentioned: ReadonlySet<string>
  /** Whether every tracked file was looked at; otherwise nothing can be said about what is absent. */
  isComplete: boolean
}

/** Fills a {@link Survey} while the files pass by. */
export interface Surveyor {
  survey: Survey
  visit(file: TrackedFile): void
}

export interface SurveyOptions {
  /** Names whose mention is of interest. */
  declared: ReadonlySet<string>
  schemaFile: string
  isComplete: boolean
}

/** Starts a survey; nothing is kept of a file but names and places. */
export function createSurveyor({ declared, schemaFile, isComplete }: SurveyOptions): Surveyor {
  const reads = new Map<string, { file: string; position: Position }[]>()
  const mentioned = new Set<string>()
  const missing = new Set(declared)
  return {
    survey: { reads, mentioned, isComplete },
    visit(file) {
      if (file.path === schemaFile || isProse(file.path)) return
      if (isCode(file.path)) {
        noteReads(file, reads)
      }
      if (missing.size > 0) noteMentions(file.text, missing, mentioned)
    },
  }
}

function noteReads(file: TrackedFile, reads: Map<string, { file: string; position: Position }[]>): void {
  const first = new Map<string, number>()
  for (const { name, index } of findVariableReads(file)) {
    first.set(name, Math.min(index, first.get(name) ?? index))
  }
  for (const [name, index] of first) {
    const places = reads.get(name) ?? []
    places.push({ file: file.path, position: file.positionAt(index) })
    reads.set(name, places)
  }
}

/** Each name leaves `missing` once it is found, so that a large repository grows cheaper as it is read. */
function noteMentions(text: string, missing: Set<string>, mentioned: Set<string>): void {
  for (const [word] of text.matchAll(/[A-Z][A-Z0-9_]+/g)) {
    if (missing.delete(word)) mentioned.add(word)
  }
}
