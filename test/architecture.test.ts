import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findBreaches, MAY_IMPORT } from './architecture/breaches.ts'
import { readSources } from './architecture/sources.ts'

const SOURCES = readSources(join(import.meta.dirname, '../src'))
/** A tree of stubs for each way to break a wall. */
const BROKEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'redact may not import lint': { 'redact/a.ts': `import { lint } from '../lint/rule.ts'` },
  'cli may not import commands': { 'cli/a.ts': `import { Run } from '../commands/run.ts'` },
  'a store may not import its sibling local': {
    'stores/vault/a.ts': `import { x } from '../local/store.ts'`,
  },
  'stores/vault/store.ts may not name node-vault': { 'stores/vault/store.ts': `await import('node-vault')` },
  'stores/vault/index.ts loads node-vault before anything asks for it': {
    'stores/vault/index.ts': `import { connect } from './client.ts'`,
    'stores/vault/client.ts': `import vault from 'node-vault'`,
  },
  'only cli and inject may use the clock': { 'plan/a.ts': 'const now = Date.now()' },
  'only cli and inject may use process': { 'services/a.ts': 'process.exit(1)' },
  'only cli may use console': { 'schema/a.ts': `console.log('x')` },
  'reveal() is not for scope/a.ts': { 'scope/a.ts': 'value.reveal()' },
  'scope/a.ts may not mint GuardedPlan': { 'scope/a.ts': 'x as unknown as GuardedPlan' },
  'services/a.ts may not mint ReleasedValues': { 'services/a.ts': 'x as ReleasedValues' },
  'schema/long.ts has 251 lines, more than 250': { 'schema/long.ts': 'const a = 1\n'.repeat(251) },
}

const scratch = mkdtempSync(join(tmpdir(), 'sotto-architecture-'))
afterAll(() => rmSync(scratch, { recursive: true }))

describe('the walls of the house', () => {
  test('stand', () => {
    expect(findBreaches(SOURCES)).toEqual([])
  })

  test.each(Object.entries(BROKEN))('fall: %s', (breach, tree) => {
    const root = mkdtempSync(join(scratch, 'src-'))
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    expect(findBreaches(readSources(root))).toEqual([breach])
  })

  test('stand where docs/architecture.md shows them', () => {
    const page = readFileSync(join(import.meta.dirname, '../docs/architecture.md'), 'utf8')
    const [, table = ''] = /\| folder \| may import \|\n\|---\|---\|\n([\s\S]*?)\n\n/.exec(page) ?? []
    const rows = table.split('\n').flatMap((row) => {
      const [rooms = '', imports = ''] = row.split('|').slice(1)
      const list = /all of the above/.test(imports) ? 'above' : (imports.match(/^[\w, ]+/)?.[0] ?? '')
      return rooms
        .split(',')
        .map((room) => [room.trim(), list === 'above' ? list : list.match(/\w+/g)] as const)
    })
    const above = rows
      .slice(
        0,
        rows.findIndex(([, list]) => list === 'above'),
      )
      .map(([room]) => room)
    const shown = rows.map(([room, list]) => [room, (list === 'above' ? above : (list ?? [])).toSorted()])
    const held = Object.entries(MAY_IMPORT).map(([room, list]) => [room, list.toSorted()])
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(held))
  })

  test('are the walls of small rooms: the median file is under 90 lines', () => {
    const lengths = SOURCES.map(({ lines }) => lines).sort((a, b) => a - b)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(90)
  })
})
