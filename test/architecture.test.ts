import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findBreaches } from './architecture/breaches.ts'
import { readSources } from './architecture/sources.ts'

const SOURCES = readSources(join(import.meta.dirname, '../src'))
const scratch = mkdtempSync(join(tmpdir(), 'sotto-architecture-'))
afterAll(() => rmSync(scratch, { recursive: true }))

describe('the walls of the house', () => {
  test('stand', () => {
    expect(findBreaches(SOURCES)).toEqual([])
  })

  test.each(
    [
      ['redact/a.ts', `import { lint } from '../lint/rule.ts'`, 'redact may not import lint'],
      [
        'stores/vault/store.ts',
        `const s = await import('node-vault')`,
        'stores/vault/store.ts may not name node-vault',
      ],
      [
        'stores/vault/index.ts',
        `import { connect } from './client.ts'`,
        'stores/vault/client.ts must be imported dynamically, as it loads an SDK',
      ],
      ['plan/a.ts', 'const now = Date.now()', 'only cli and inject may use the clock'],
      ['services/a.ts', 'process.exit(1)', 'only cli and inject may use process'],
      ['schema/a.ts', `console.log('x')`, 'only cli may use console'],
      ['scope/a.ts', 'value.reveal()', 'reveal() is not for scope/a.ts'],
      ['scope/a.ts', 'x as unknown as GuardedPlan', 'scope/a.ts may not mint GuardedPlan'],
      ['services/a.ts', 'x as unknown as ReleasedValues', 'services/a.ts may not mint ReleasedValues'],
      ['cli/a.ts', `import { Run } from '../commands/run.ts'`, 'cli may not import commands'],
      ['schema/long.ts', 'const a = 1\n'.repeat(251), 'schema/long.ts has 251 lines, more than 250'],
    ].map(([path, text, breach]) => ({ path: path!, text: text!, breach })),
  )('fall: $breach', ({ path, text, breach }) => {
    const root = mkdtempSync(join(scratch, 'src-'))
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
    expect(findBreaches(readSources(root))).toEqual([breach])
  })

  test('are the walls of small rooms: the median file is under 90 lines', () => {
    const lengths = SOURCES.map(({ lines }) => lines).sort((a, b) => a - b)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(90)
  })
})
