import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import { expect, test } from 'vitest'
import { LATE_GROUPS } from '../../build/steps/bundle.ts'
import { ROOT } from '../support/run-bin.ts'

const main: Record<string, unknown> = runInThisContext(readFileSync(join(ROOT, 'dist/main.cjs'), 'utf8'))

test.each(Object.entries(LATE_GROUPS))(
  'what is used late travels in the hot file as text: %s',
  async (group, paths) => {
    const text = main[`./${group}.cjs`]
    expect(text).toBeTypeOf('string')
    const exported = (await Promise.all(paths.map((path) => import(join(ROOT, path))))).flatMap(Object.keys)
    // Two of one name would leave neither.
    expect(new Set(exported).size).toBe(exported.length)
    for (const name of exported) expect(text).toContain(name)
  },
)
