import { describe, expect, test } from 'vitest'
import type { LintFormat } from '../../src/cli/render/lint.ts'
import { renderLint } from '../../src/cli/render/lint.ts'
import { findingOf, reportOf } from './sample-report.ts'

const PLAIN = { columns: 80, colour: false, version: '1.2.3' }
const FINDINGS = [
  findingOf({
    file: 'web/.env',
    line: 1,
    column: 1,
    rule: 'repo/dotenv-tracked',
    message: 'A dotenv file is tracked by git.',
    hint: 'Run "git rm --cached" on it, add it to .gitignore, and rotate what it held.',
  }),
  findingOf(),
  findingOf({
    severity: 'warning',
    line: 140,
    column: 17,
    rule: 'name/vague',
    message: 'TOKEN does not say what it opens.',
    hint: 'Put the system into the name.',
  }),
  findingOf({ severity: 'info', file: 'a.ts', rule: 'code/unused' }),
]

const render = (findings = FINDINGS, view = PLAIN, format: LintFormat = 'text') =>
  renderLint(reportOf(findings), format, view)

describe('text', () => {
  test('goes file by file, the worst first, within 80 columns', async () => {
    const text = await render()
    expect(text).toMatchInlineSnapshot(`
      "web/.env
        error    1:1     A dotenv file is tracked by git.
                         Run "git rm --cached" on it, add it to .gitignore, and rotate
                         what it held.
                         repo/dotenv-tracked

      secrets.schema.json
        error    12:5    DATABASE_URL has no owner.
                         Add "owner" with the team that answers for it.
                         meta/owner-missing
        warning  140:17  TOKEN does not say what it opens.
                         Put the system into the name.
                         name/vague

      a.ts
        note     12:5    DATABASE_URL has no owner.
                         Add "owner" with the team that answers for it.
                         code/unused

      Found 2 errors, 1 warning, 1 note in 3 files. 12 tracked files considered.
      "
    `)
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('stays within 40 columns and takes no more than 100', async () => {
    const narrow = await render(FINDINGS, { ...PLAIN, columns: 40 })
    for (const line of narrow.split('\n').slice(0, -2)) expect(line.length).toBeLessThanOrEqual(40)
    const wide = await render(FINDINGS, { ...PLAIN, columns: 500 })
    for (const line of wide.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })

  test('says so when there is nothing', async () => {
    expect(await render([])).toBe('Found nothing. 12 tracked files considered.\n')
  })

  test('colours severities only where colour may be used', async () => {
    expect(await render()).not.toContain('\u001b')
    expect(await render(FINDINGS, { ...PLAIN, colour: true })).toContain('\u001b[31merror')
  })

  test('shows a hostile file name instead of obeying it', async () => {
    const text = await render([findingOf({ file: 'a\u001b[2J\n\u202e.ts' })])
    expect(text.split('\n')[0]).toBe('a\\u001b[2J\\u000a\\u202e.ts')
  })
})

describe('annotations', () => {
  test('are one line each, worst first', async () => {
    expect(await render(FINDINGS, PLAIN, 'github')).toMatchInlineSnapshot(`
      "::error file=web/.env,line=1,col=1,title=repo/dotenv-tracked::A dotenv file is tracked by git. Run "git rm --cached" on it, add it to .gitignore, and rotate what it held.
      ::error file=secrets.schema.json,line=12,col=5,title=meta/owner-missing::DATABASE_URL has no owner. Add "owner" with the team that answers for it.
      ::warning file=secrets.schema.json,line=140,col=17,title=name/vague::TOKEN does not say what it opens. Put the system into the name.
      ::notice file=a.ts,line=12,col=5,title=code/unused::DATABASE_URL has no owner. Add "owner" with the team that answers for it.
      "
    `)
  })

  test('escape what would end them: line feed, carriage return, percent, colon, comma', async () => {
    const hostile = findingOf({
      file: 'a,b:c%\r\n::error::x.ts',
      message: 'One\r\n::set-output name=x::100%, or: so.',
    })
    expect(await render([hostile], PLAIN, 'github')).toBe(
      '::error file=a%2Cb%3Ac%25%0D%0A%3A%3Aerror%3A%3Ax.ts,line=12,col=5,title=meta/owner-missing' +
        '::One%0D%0A::set-output name=x::100%25, or: so. Add "owner" with the team that answers for it.\n',
    )
  })
})

test('JSON counts and carries every finding', async () => {
  const report = JSON.parse(await render(FINDINGS, PLAIN, 'json'))
  expect(report.summary).toEqual({
    errors: 2,
    warnings: 1,
    infos: 1,
    files: 3,
    filesConsidered: 12,
    isTracked: true,
  })
  expect(report.findings).toEqual(FINDINGS)
  expect(report.version).toBe(1)
})
