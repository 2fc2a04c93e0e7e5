import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPrivateFolder } from '../../../src/cli/launch/open-private-folder.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const isRoot = process.getuid?.() === 0
const STRANGER = 12345

/** A home whose cache folder for sotto is at `path`. */
function aHome() {
  const home = temporaryFolder()
  return {
    home,
    path: join(home, '.cache/sotto/code'),
    open: () => openPrivateFolder({ HOME: home }, 'code'),
  }
}

test('makes a folder for us alone and gives back what it was given', () => {
  const { path, open } = aHome()
  open()?.write('a', Buffer.from('x'))
  expect(open()?.read('a')).toEqual(Buffer.from('x'))
  expect(statSync(path).mode & 0o777).toBe(0o700)
  expect(statSync(join(path, 'a')).mode & 0o777).toBe(0o600)
  expect(readdirSync(path)).toEqual(['a'])
})

test('is none where others may read the folder, or it is a link', () => {
  const open = aHome()
  mkdirSync(open.path, { recursive: true, mode: 0o755 })
  expect(open.open()).toBeUndefined()

  const linked = aHome()
  mkdirSync(join(linked.home, '.cache/sotto'), { recursive: true })
  symlinkSync(temporaryFolder(), linked.path)
  expect(linked.open()).toBeUndefined()
})

test.runIf(isRoot)('is none where the folder, or the home it would stand in, is somebody else’s', () => {
  const taken = aHome()
  mkdirSync(taken.path, { recursive: true, mode: 0o700 })
  chownSync(taken.path, STRANGER, STRANGER)
  expect(taken.open()).toBeUndefined()

  const borrowed = aHome()
  chownSync(borrowed.home, STRANGER, STRANGER)
  expect(borrowed.open()).toBeUndefined()
  expect(readdirSync(borrowed.home)).toEqual([])
})

test('reads no file that is a link, a folder, empty, or open to others', () => {
  const { path, open } = aHome()
  const folder = open()
  writeFileSync(join(path, 'target'), 'x', { mode: 0o600 })
  symlinkSync(join(path, 'target'), join(path, 'link'))
  mkdirSync(join(path, 'folder'), { mode: 0o700 })
  writeFileSync(join(path, 'empty'), '', { mode: 0o600 })
  writeFileSync(join(path, 'shared'), 'x')
  chmodSync(join(path, 'shared'), 0o644)
  for (const name of ['link', 'folder', 'empty', 'shared', 'absent'])
    expect(folder?.read(name)).toBeUndefined()
  expect(folder?.read('target')).toEqual(Buffer.from('x'))
})

test.runIf(isRoot)('reads no file of somebody else’s', () => {
  const { path, open } = aHome()
  open()?.write('a', Buffer.from('x'))
  chownSync(join(path, 'a'), STRANGER, STRANGER)
  expect(open()?.read('a')).toBeUndefined()
})

test('lets go of what nobody has written for a month', () => {
  const { path, open } = aHome()
  const folder = open()
  folder?.write('old', Buffer.from('x'))
  utimesSync(join(path, 'old'), 0, 0)
  folder?.write('new', Buffer.from('x'))
  expect(readdirSync(path)).toEqual(['new'])
})

test('is none, and harmless, where it cannot be made', () => {
  const { home, open } = aHome()
  writeFileSync(join(home, '.cache'), 'a file where a folder should be')
  expect(open()).toBeUndefined()
})
