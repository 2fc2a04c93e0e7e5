import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/lint/finding.ts'
import { RULES } from '../../src/lint/registry.ts'
import { CANARIES } from './canaries.ts'
import { lintTree } from './lint-tree.ts'
import { type ExpectedFinding, readCases } from './read-cases.ts'

const CASES = readCases()
const IDS = RULES.map(({ meta }) => meta.id)

describe.each(IDS)('%s', (id) => {
  const own = CASES.filter(({ rule }) => rule === id)

  test.each(own)('$name', async ({ schema, files, expected }) => {
    const findings = await lintTree(schema, files)
    const found = findings.filter(({ rule }) => rule === id)
    expect(found.map(placeOf).sort(byPlace)).toEqual(expected.map(placeOf).sort(byPlace))
    for (const { severity, ...place } of expected.filter((one) => one.severity)) {
      expect(found).toContainEqual(expect.objectContaining({ ...place, severity }))
    }
    findings.forEach(expectReadable)
  })

  test('has at least three cases of each kind', () => {
    expect(own.filter(({ expected }) => expected.length > 0).length).toBeGreaterThanOrEqual(3)
    expect(own.filter(({ expected }) => expected.length === 0).length).toBeGreaterThanOrEqual(3)
  })
})

test('every case belongs to a rule', () => {
  const found = CASES.filter(({ expected }) => expected.length > 0).length
  console.log(`${IDS.length} rules, ${CASES.length} cases: ${found} found, ${CASES.length - found} not found`)
  expect([...new Set(CASES.map(({ rule }) => rule))].sort()).toEqual([...IDS].sort())
})

function placeOf({ file, line, column }: ExpectedFinding): string {
  return `${file}:${line}:${column}`
}

function byPlace(a: string, b: string): number {
  return a < b ? -1 : 1
}

/** One sentence each, and no value. */
function expectReadable(finding: Finding): void {
  expect(finding.message).toMatch(/^[\p{L}.].*[.]$/u)
  expect(finding.hint).toMatch(/[.?]$/)
  const text = JSON.stringify(finding)
  for (const canary of Object.values(CANARIES)) expect(text).not.toContain(canary.slice(8, 20))
}
