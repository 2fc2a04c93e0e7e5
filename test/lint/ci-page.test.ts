import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { BIN, ROOT } from '../support/run-bin.ts'
import { git, makeRepository, writeFiles } from './repository.ts'
import { LEAK } from './run-lint.ts'

const PAGE = readFileSync(join(ROOT, 'docs/ci.md'), 'utf8')
const [WORKFLOW, SCANNING] = blocks('yaml').map((text) => parse(text))
const HOOK = blocks('sh').find((text) => text.startsWith('#!')) ?? ''

describe('docs/ci.md', () => {
  test('the workflow lets a clean repository pass and annotates a leak', () => {
    const clean = installed()
    expect(runSteps(clean, WORKFLOW.jobs.lint)).toMatchObject({ status: 0, stdout: '' })
    const leaking = installed({ 'src/a.ts': LEAK })
    expect(runSteps(leaking, WORKFLOW.jobs.lint)).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^::error file=src\/a\.ts,line=1,col=16,title=repo\/secret-in-file::/),
    })
  })

  test('the scanning job writes SARIF in spite of errors, and fails where lint could not run', () => {
    const leaking = installed({ 'src/a.ts': LEAK })
    expect(runSteps(leaking, SCANNING.jobs.scan).status).toBe(0)
    expect(JSON.parse(readFileSync(join(leaking, 'sotto.sarif'), 'utf8')).runs[0].results).toHaveLength(1)
    rmSync(join(leaking, 'secrets.schema.json'))
    expect(runSteps(leaking, SCANNING.jobs.scan).status).not.toBe(0)
  })

  test('the workflow itself is one that lint has nothing against', () => {
    const own = installed({ '.github/workflows/secrets.yml': blocks('yaml')[0] ?? '' })
    expect(runSteps(own, WORKFLOW.jobs.lint).status).toBe(0)
  })

  test('the hook refuses a commit with a leak and no other', () => {
    const folder = installed({ 'old.ts': LEAK })
    mkdirSync(join(folder, '.githooks'))
    writeFileSync(join(folder, '.githooks/pre-commit'), HOOK)
    git(folder, 'config', 'user.name', 'Dana')
    git(folder, 'config', 'user.email', 'dana@example.com')
    git(folder, 'commit', '-qm', 'before the hook')
    chmodSync(join(folder, '.githooks/pre-commit'), 0o755)
    git(folder, 'config', 'core.hooksPath', '.githooks')
    writeFiles(folder, { 'new name.ts': LEAK })
    git(folder, 'add', 'new name.ts')
    expect(() => git(folder, 'commit', '-qm', 'a leak')).toThrow()
    writeFiles(folder, { 'new name.ts': 'export {}\n' })
    git(folder, 'add', 'new name.ts')
    git(folder, 'commit', '-qm', 'none')
    git(folder, 'rm', '-q', 'old.ts')
    git(folder, 'commit', '-qm', 'only a removal')
    expect(git(folder, 'log', '--format=%s').trim().split('\n')).toEqual([
      'only a removal',
      'none',
      'before the hook',
    ])
  })
})

function blocks(language: string): string[] {
  return [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, text]) => text!,
  )
}

/** A repository with sotto where `npm ci` would have put it. */
function installed(files: Record<string, string> = {}): string {
  const folder = makeRepository(files)
  const bin = join(folder, 'node_modules/.bin/sotto')
  mkdirSync(dirname(bin), { recursive: true })
  symlinkSync(BIN.built, bin)
  return folder
}

/** The steps of a job as the runner would run them, but for the installation. */
function runSteps(cwd: string, job: { steps: { run?: string }[] }) {
  const script = job.steps
    .flatMap(({ run }) => (run === undefined || run === 'npm ci' ? [] : [run]))
    .join('\n')
  const env = { PATH: process.env.PATH, HOME: cwd }
  return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd, env, encoding: 'utf8' })
}
