import { execFileSync } from 'node:child_process'
import { readdirSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closePipe, fillCommand, takePipes } from '../../src/inject/pipe-supply.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const fill = (folder: string, count: number) =>
  execFileSync('sh', ['-c', fillCommand(count)], { cwd: folder })

test('a pipe that is taken works and has no name any more', () => {
  const folder = temporaryFolder()
  fill(folder, 3)
  const [pipe] = takePipes(folder, 1)
  expect(readdirSync(folder)).toHaveLength(2)
  writeSync(pipe!.writeEnd, 'through')
  const read = Buffer.alloc(16)
  expect(read.toString('utf8', 0, readSync(pipe!.readEnd, read))).toBe('through')
  closePipe(pipe!)
})

test('a supply that is too small gives what it has', () => {
  const folder = temporaryFolder()
  fill(folder, 1)
  const pipes = takePipes(folder, 2)
  expect(pipes).toHaveLength(1)
  expect(takePipes(folder, 2)).toEqual([])
  pipes.forEach(closePipe)
})

test('what is no FIFO is never handed out, and goes', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a-file'), 'x')
  expect(takePipes(folder, 1)).toEqual([])
  expect(readdirSync(folder)).toEqual([])
})

test('what a killed run had taken goes when the supply is filled up', () => {
  const folder = temporaryFolder()
  execFileSync('mkfifo', [join(folder, 'taken-1-1-0')])
  expect(takePipes(folder, 1)).toEqual([])
  fill(folder, 2)
  expect(readdirSync(folder).filter((name) => name.startsWith('taken'))).toEqual([])
})

test('no folder, no pipes', () => {
  expect(takePipes('/nonexistent/pipes', 2)).toEqual([])
})
