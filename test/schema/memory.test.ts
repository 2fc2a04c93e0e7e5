import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Memory, type ReadingFacts, readSchema } from '../../src/schema/read-schema.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { schemaWith } from './read.ts'

const SECRETS = {
  API_KEY: { locations: { dev: 'personal:api-key' }, requiredIn: [] },
  DATABASE_URL: { purpose: 'Opens the database', locations: { dev: 'personal:database' } },
}
const FACTS: ReadingFacts = { allowedNames: new Set(), credentialVariables: new Map() }

/** Remembers, and tells what was asked. */
function recording(): Memory & { kept: Set<string>; known: number } {
  const memory = {
    kept: new Set<string>(),
    known: 0,
    knows(name: string) {
      const knows = memory.kept.has(name)
      if (knows) memory.known++
      return knows
    },
    keep: (name: string) => void memory.kept.add(name),
  }
  return memory
}

function repository(text: string) {
  const root = temporaryFolder()
  const file = join(root, 'secrets.schema.json')
  mkdirSync(join(root, '.git'))
  writeFileSync(file, text)
  return { root, file }
}

test('a schema that passed is known the second time, and reads the same', async () => {
  const place = repository(schemaWith(SECRETS))
  const memory = recording()
  const first = await readSchema(place, undefined, FACTS, memory)
  const second = await readSchema(place, undefined, FACTS, memory)
  expect([memory.kept.size, memory.known]).toEqual([1, 1])
  const plain = ({ secrets, ...rest }: typeof first) => ({ ...rest, secrets: new Map(secrets) })
  expect(plain(second)).toEqual(plain(first))
  expect(Object.getPrototypeOf(second.storeBlocks)).toBeNull()
})

test('one that did not pass is never known', async () => {
  const memory = recording()
  const place = repository(schemaWith({ LD_PRELOAD: { locations: { dev: 'personal:a' } } }))
  for (const _ of [1, 2]) {
    await expect(readSchema(place, undefined, FACTS, memory)).rejects.toMatchObject({
      code: 'SCHEMA_INVALID',
    })
  }
  expect([memory.kept.size, memory.known]).toEqual([0, 0])
})

test('other bytes, names that settings no longer allow, and other stores are checked anew', async () => {
  const memory = recording()
  const place = repository(schemaWith({ KUBECONFIG: { locations: { dev: 'personal:a' } } }))
  const allowing = { ...FACTS, allowedNames: new Set(['KUBECONFIG']) }
  await readSchema(place, undefined, allowing, memory)
  await expect(readSchema(place, undefined, FACTS, memory)).rejects.toMatchObject({ code: 'SCHEMA_INVALID' })
  const signingIn = { ...allowing, credentialVariables: new Map([['local', ['A_TOKEN']]]) }
  await readSchema(place, undefined, signingIn, memory)
  writeFileSync(place.file, `${schemaWith({ KUBECONFIG: { locations: { dev: 'personal:a' } } })}\n`)
  await readSchema(place, undefined, allowing, memory)
  expect([memory.kept.size, memory.known]).toEqual([3, 0])
})
