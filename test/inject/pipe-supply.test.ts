import { execFileSync, spawn } from 'node:child_process'
import { readdirSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
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

test('what is no FIFO is never handed out', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a-file'), 'x')
  expect(takePipes(folder, 1)).toEqual([])
})

test('of runs at once no two have the same pipe, and none is lost', async () => {
  const folder = temporaryFolder()
  fill(folder, 200)
  const script = `
    import { fstatSync } from 'node:fs'
    import { takePipes } from '${new URL('../../src/inject/pipe-supply.ts', import.meta.url)}'
    console.log('ready')
    process.stdin.once('data', () => {
      const taken = takePipes('${folder}', 200)
      console.log(JSON.stringify(taken.map(({ readEnd }) => fstatSync(readEnd).ino)))
    })
  `
  const runs = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  )
  const lines = runs.map((run) => createInterface(run.stdout)[Symbol.asyncIterator]())
  const next = async () =>
    (await Promise.all(lines.map((line) => line.next()))).map(({ value }) => String(value))
  expect(await next()).toEqual(['ready', 'ready', 'ready', 'ready'])
  for (const run of runs) run.stdin.write('go')
  // Each holds what it took until we say so, or an inode could stand for two pipes.
  const taken = (await next()).flatMap((inodes): number[] => JSON.parse(inodes))
  for (const run of runs) run.stdin.end()
  expect(taken).toHaveLength(200)
  expect(new Set(taken).size).toBe(200)
})

test('no folder, no pipes', () => {
  expect(takePipes('/nonexistent/pipes', 2)).toEqual([])
})
