import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { corpusFiles } from './hostile/make-corpus.ts'
import { readTruthTable } from './scope/evidence.ts'

const ROOT = join(import.meta.dirname, '..')
const text = readFileSync(join(ROOT, 'docs/security-model.md'), 'utf8')

test('the security model names tests that exist', () => {
  const paths = [...text.matchAll(/`(test\/[\w./-]+)`/g)].map(([, path]) => path!)
  expect(paths.length).toBeGreaterThan(15)
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
})

test('its counts are those of the data', () => {
  expect(text).toContain(`: ${readTruthTable().length} rows of locks`)
  expect(text).toContain(`: ${corpusFiles().size} hostile schemas`)
})
