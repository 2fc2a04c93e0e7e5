import { expect, test } from 'vitest'
import { createTrackedFile } from '../../src/lint/files/tracked-file.ts'
import { RULES } from '../../src/lint/registry.ts'
import type { Subject } from '../../src/lint/rule.ts'
import { findVariableReads } from '../../src/lint/variables/variable-reads.ts'
import { findTokenFormat, TOKEN_FORMATS } from '../../src/schema/token-formats.ts'
import { NOW } from './lint-tree.ts'

/** A pattern that backtracks without bounds does not come to an end on this much before the test's own limit. */
const LENGTH = 100_000

/** Beginnings of what the patterns look for, and what would make a parser nest, repeated. */
const SEEDS = [
  ...TOKEN_FORMATS.flatMap(({ needles }) => needles),
  ...[
    'a',
    'A',
    '-',
    '_',
    '.',
    ':',
    '/',
    '@',
    '#',
    '=',
    '"',
    "'",
    '{',
    '}',
    '(',
    '$',
    '<',
    '\\',
    ' ',
    '\t',
    '\n',
    '\r\n',
  ],
  ...[
    'a.',
    'a:',
    'a://',
    '://a:',
    'a:b@',
    '${{',
    '${{ secrets',
    '{{',
    'env ',
    'process.env',
    '{A,',
    '{ A, ',
    'ENV ',
  ],
  ...[
    'console.log(',
    'console.log(a,',
    'print(',
    'ENV A \\\n',
    'ARG ',
    '<<EOF\n',
    'RUN <<A <<B\n',
    'set -',
    '#!',
  ],
  ...[
    'eyJa.',
    'eyJaaaaaaaa.',
    '-----BEGIN A A ',
    'SG.aaaaaaaaaaaaaaaa.',
    'A=',
    'A="',
    'export A=',
    `A_KEY=${'some'.repeat(19)}9\n`,
    `A_KEY=${'passwdpassword'.repeat(5)}9\n`,
    'environ[',
  ],
  ...[
    '- ',
    '- - ',
    '? ',
    '[',
    '[!',
    '&a ',
    '*a ',
    '| ',
    'run: |\n ',
    'a: &x\n',
    '!',
    'aws_secret',
    '_authToken=',
  ],
]

const PATHS = ['a.ts', 'a.py', 'a.rb', 'a.sh', 'Dockerfile', '.github/workflows/ci.yml', '.env.example']

const SUBJECT: Subject = {
  schemaFile: 'secrets.schema.json',
  declared: new Set(['A']),
  problems: [],
  exists: () => false,
  survey: { reads: new Map(), mentioned: new Set(), isComplete: true },
  ruleIds: new Set(),
  now: NOW,
}

test.each(PATHS)('no rule is stopped by a hostile %s', { timeout: 120_000 }, async (path) => {
  for (const seed of SEEDS) {
    const text = `secrets $A ${seed.repeat(LENGTH / seed.length)}`
    const file = createTrackedFile(path, text)
    expect([...findVariableReads(file)].length).toBeGreaterThanOrEqual(0)
    for (const rule of RULES) {
      if (rule.over === 'file' && rule.reads(path))
        expect([...(await rule.check(file, SUBJECT))]).toBeInstanceOf(Array)
    }
  }
})

test('no format of a credential is stopped by the longest string that a schema may hold', () => {
  for (const seed of SEEDS) findTokenFormat(seed.repeat(4096 / seed.length))
})

test('a workflow that nests without an end is no workflow', async () => {
  const rules = RULES.filter((rule) => rule.over === 'file' && rule.meta.id.startsWith('ci/'))
  const file = createTrackedFile(
    '.github/workflows/a.yml',
    `${'- '.repeat(50_000)}secrets aws-actions/configure-aws-credentials`,
  )
  for (const rule of rules) expect(rule.over === 'file' && [...(await rule.check(file, SUBJECT))]).toEqual([])
})
