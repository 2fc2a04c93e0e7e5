import { describe, expect, test } from 'vitest'
import { BIN, runBin } from '../support/run-bin.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const CANARY = 'canary-typed-as-argument'

describe.each(Object.entries(BIN))('%s', (_kind, bin) => {
  test.each<[string, string[], RegExp]>([
    ['an unknown command', ['compltion'], /no command "compltion"[\s\S]*Try:\n {2}node .* completion/],
    ['an unknown flag', ['completion', 'bash', '--shema=x'], /no flag --shema \(did you mean --schema\?\)/],
    ['a flag without its value', ['completion', 'bash', '--schema'], /--schema expects a value/],
    ['a flag given twice', ['completion', 'bash', '--schema=a', '--schema=b'], /only be specified once/],
    ['a wrong choice', ['completion', CANARY], /one of: bash, zsh, fish/],
    ['one argument too many', ['completion', 'bash', CANARY], /one argument, and more were given/],
    ['a missing argument', ['completion'], /Missing: SHELL/],
    [
      'two flags of which one rules the other out',
      ['trust', '--print', '--revoke'],
      /--print and --revoke do not go together/,
    ],
    ['a flag without the one that it needs', ['docs', '--check'], /--check needs --write\./],
    ['an empty name', ['run', '--only', '', '--', 'true'], /A name after --only is empty/],
    ['a comma and no name', ['run', '--only', ',', '--', 'true'], /A name after --only is empty/],
    ['one comma too many', ['run', '--preserve-env', 'A,', '--', 'true'], /after --preserve-env is empty/],
    ['help for no command', ['help', 'compltion'], /no command/],
  ])('%s ends with 64, on stderr alone', async (_what, args, expected) => {
    const { status, stdout, stderr } = await runBin(args, { home: temporaryFolder(), bin })
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' })
    expect(stderr).toMatch(expected)
    expect(stderr).not.toContain(CANARY)
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})

test('under --json an error is one object on stdout', async () => {
  const { status, stdout, stderr } = await runBin(['compltion', '--json'], { home: temporaryFolder() })
  expect({ status, stderr }).toEqual({ status: 64, stderr: '' })
  expect(JSON.parse(stdout)).toEqual({
    error: { code: 'USAGE', message: expect.any(String), suggestions: expect.any(Array), secrets: [] },
  })
})

test('nothing typed gives help', async () => {
  const { status, stdout } = await runBin([], { home: temporaryFolder() })
  expect(status).toBe(0)
  expect(stdout).toContain('COMMANDS')
})

test('--version alone and for a program', async () => {
  const home = temporaryFolder()
  expect((await runBin(['--version'], { home })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect(JSON.parse((await runBin(['--version', '--json'], { home })).stdout)).toMatchObject({
    name: 'sotto',
    node: process.version,
  })
})
