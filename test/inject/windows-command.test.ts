import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { ChildEnvironment } from '../../src/inject/environment.ts'
import { escapeForCmd, quoteArgument, windowsCommand } from '../../src/inject/windows-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'sotto-windows-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a quote and the backslashes before it are escaped, others are not', () => {
  expect(quoteArgument('a b')).toBe('"a b"')
  expect(quoteArgument('say "hi"')).toBe('"say \\"hi\\""')
  expect(quoteArgument('C:\\dir\\')).toBe('"C:\\dir\\\\"')
  expect(quoteArgument('\\"')).toBe('"\\\\\\""')
})

test('whatever cmd.exe would interpret gets a caret', () => {
  expect(escapeForCmd('%PATH% & "x"')).toBe('^%PATH^%^ ^&^ ^"x^"')
})

test('a batch file found along PATH goes through cmd.exe, verbatim; a program does not', () => {
  writeFileSync(join(folder, 'npm.cmd'), '')
  writeFileSync(join(folder, 'git.exe'), '')
  const environment = {
    Path: ['', folder].join(delimiter),
    PATHEXT: '.exe;.cmd',
  } as unknown as ChildEnvironment
  const run = (command: string) =>
    windowsCommand({ through: [], command, args: ['a b'], cwd: folder, environment })
  expect(run('git')).toEqual({ command: join(folder, 'git.exe'), args: ['a b'], verbatim: false })
  const { command, args, verbatim } = run('npm')
  expect([command, args.slice(0, 3), verbatim]).toEqual(['cmd.exe', ['/d', '/s', '/c'], true])
  expect(args[3]).toContain('npm.cmd')
  expect(args[3]).toContain('^^^"a^^^ b^^^"')
})

test('nothing is taken from the working directory', () => {
  writeFileSync(join(folder, 'planted.exe'), '')
  const environment = { PATH: '' } as unknown as ChildEnvironment
  expect(
    windowsCommand({ through: [], command: 'planted', args: [], cwd: folder, environment }).command,
  ).toBe('planted')
})
