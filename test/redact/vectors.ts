import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, 'vectors')

/**
 * What a redactor must answer. In `secrets`, `chunks` and `expect` each character stands for the byte of
 * its code (ISO 8859-1). The answer is the same however the chunks are cut.
 */
export interface Vector {
  name: string
  secrets: Readonly<Record<string, string>>
  chunks: readonly string[]
  expect: string
}

/** The vectors of every file. */
export function allVectors(): Vector[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Vector[])
}
