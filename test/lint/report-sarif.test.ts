import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { renderLint } from '../../src/cli/render/lint.ts'
import { lintTree } from './lint-tree.ts'
import { readCases } from './read-cases.ts'
import { findingOf, reportOf } from './sample-report.ts'

const VIEW = { columns: 80, colour: false, version: '1.2.3' }
const isValid = sarifValidator()

async function sarif(findings: Parameters<typeof reportOf>[0]) {
  return JSON.parse(await renderLint(reportOf(findings), 'sarif', VIEW))
}

describe('SARIF', () => {
  test('fits its own schema for what every case finds', async () => {
    for (const { schema, files } of readCases()) {
      const log = await sarif(await lintTree(schema, files))
      expect(isValid(log), JSON.stringify(isValid.errors)).toBe(true)
    }
  })

  test('the validator can say no', async () => {
    const log = await sarif([findingOf()])
    log.runs[0].results[0].level = 'fatal'
    expect(isValid(log)).toBe(false)
  })

  test('says where, what and how bad, and keeps the fingerprint', async () => {
    const log = await sarif([findingOf(), findingOf({ severity: 'info', rule: 'code/unused' })])
    const [run] = log.runs
    expect(run.tool.driver).toMatchObject({ name: 'sotto', version: '1.2.3' })
    expect(run.results[0]).toMatchObject({
      ruleId: 'meta/owner-missing',
      level: 'error',
      partialFingerprints: { 'sotto/v1': '0123456789abcdef0123456789abcdef' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'secrets.schema.json' },
            region: { startLine: 12, startColumn: 5 },
          },
        },
      ],
    })
    expect(run.results[1].level).toBe('note')
    expect(run.tool.driver.rules[run.results[0].ruleIndex].id).toBe('meta/owner-missing')
  })

  test('writes hostile paths as URIs', async () => {
    const log = await sarif([findingOf({ file: 'a b/ü%\n#?.ts' })])
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      'a%20b/%C3%BC%25%0A%23%3F.ts',
    )
    expect(isValid(log)).toBe(true)
  })
})

/** The schema of SARIF 2.1.0 as OASIS wrote it, in draft 4 of JSON Schema, of which Ajv reads all but the head. */
function sarifValidator() {
  const folder = dirname(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json'))
  const { $schema, id, ...schema } = JSON.parse(
    readFileSync(join(folder, 'lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
  )
  expect([$schema, id]).toEqual([expect.stringContaining('draft-04'), expect.stringContaining('sarif-2.1.0')])
  return new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)
}
