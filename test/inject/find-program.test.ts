import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findProgram } from '../../src/inject/find-program.ts'
import { isLoadable } from '../../src/inject/loadable.ts'

const folder = mkdtempSync(join(tmpdir(), 'sotto-program-'))
afterAll(() => rmSync(folder, { recursive: true }))

function program(name: string, text: string, mode = 0o755): string {
  const file = join(folder, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  chmodSync(file, mode)
  return file
}

test('along PATH the first that can be run is found, past one that cannot', () => {
  program('first/tool', '', 0o644)
  const file = program('second/tool', '')
  const path = `${folder}/none:${folder}/first:${folder}/second`
  expect(findProgram('tool', path, '/')).toEqual({ file })
  expect(findProgram('tool', `${folder}/first`, '/')).toEqual({ errno: 'EACCES' })
  expect(findProgram('tool', `${folder}/none`, '/')).toEqual({ errno: 'ENOENT' })
})

test('an empty entry of PATH is the working directory, and a slash needs no PATH', () => {
  const file = program('here', '')
  expect(findProgram('here', ':/bin', folder)).toEqual({ file })
  expect(findProgram('./here', undefined, folder)).toEqual({ file })
  expect(findProgram('/', undefined, folder)).toEqual({ errno: 'EACCES' })
})

const RUNNING = process.execPath
const LOADABLE: [name: string, text: string, loadable: boolean][] = [
  ['a script with an interpreter', '#!/bin/sh\n', true],
  ['a script whose interpreter takes an argument', '#! /bin/sh -e\n', true],
  ['a script whose interpreter is missing', '#!/no/such/interpreter\n', false],
  ['a script whose interpreter is relative', '#!sh\n', false],
  ['a script without shebang', 'echo\n', false],
  ['a first line longer than the kernel reads', `#!/bin/${'x'.repeat(300)}\n`, false],
  ['a bad ELF header', `\x7fELF${'\0'.repeat(100)}`, false],
  ['an empty file', '', false],
]

test.each(LOADABLE)('whether the kernel loads %s', (name, text, loadable) => {
  expect(isLoadable(program(name.replaceAll(' ', '-'), text), RUNNING)).toBe(loadable)
})

test('a program for this machine is loadable, and a script whose interpreter is a script', () => {
  expect(isLoadable(RUNNING, RUNNING)).toBe(true)
  const inner = program('inner', '#!/bin/sh\n')
  expect(isLoadable(program('outer', `#!${inner}\n`), RUNNING)).toBe(true)
})

test('scripts that name each other end somewhere', () => {
  program('ping', `#!${folder}/pong\n`)
  expect(isLoadable(program('pong', `#!${folder}/ping\n`), RUNNING)).toBe(false)
})
