import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runBin } from '../support/run-bin.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { CANARIES } from './canaries.ts'
import { git, makeRepository, writeFiles } from './repository.ts'
import { LEAK, lint } from './run-lint.ts'

describe('what is looked at', () => {
  test('is what git tracks, as it stands in the working directory', async () => {
    const folder = makeRepository({ 'a.ts': 'export {}\n', 'gone.ts': LEAK })
    writeFiles(folder, { 'untracked.ts': LEAK, 'a.ts': LEAK })
    unlinkSync(join(folder, 'gone.ts'))
    expect((await lint(folder)).places).toEqual(['a.ts:1:16 repo/secret-in-file'])
  })

  test('can be narrowed to files and folders, after a -- too', async () => {
    const folder = makeRepository({ 'a.ts': LEAK, 'b/c.ts': LEAK, 'b/d.ts': LEAK, '-x.ts': LEAK, '.env': '' })
    expect((await lint(folder, 'a.ts')).places).toEqual(['a.ts:1:16 repo/secret-in-file'])
    expect((await lint(join(folder, 'b'), '.')).places).toHaveLength(2)
    expect((await lint(folder, '--', '-x.ts')).places).toEqual(['-x.ts:1:16 repo/secret-in-file'])
    expect((await lint(folder, '.env')).places).toEqual(['.env:1:1 repo/dotenv-tracked'])
  })

  test('says nothing of what is absent when it was narrowed', async () => {
    const folder = makeRepository({ 'src/shop.ts': 'export {}\n' })
    expect((await lint(folder)).places).toEqual(['secrets.schema.json:22:5 code/unused'])
    expect((await lint(folder, 'secrets.schema.json')).places).toEqual([])
  })

  test.each(['nothing.ts', '../other'])(
    'a file that git does not track is a usage error: %s',
    async (file) => {
      expect((await lint(makeRepository(), file)).status).toBe(64)
    },
  )

  test('leaves out links, pipes, submodules, binaries and what is too large', async () => {
    const folder = makeRepository({
      'pipe.ts': 'x\n',
      'binary.ts': Buffer.concat([Buffer.from([0]), Buffer.from(LEAK)]),
      'large.ts': LEAK + 'x'.repeat(8 * 1024 * 1024),
      'swapped.ts': 'x\n',
    })
    const outside = join(temporaryFolder(), 'outside.ts')
    writeFileSync(outside, LEAK)
    symlinkSync(outside, join(folder, 'link.ts'))
    git(folder, 'add', 'link.ts')
    rmSync(join(folder, 'pipe.ts'))
    execFileSync('mkfifo', [join(folder, 'pipe.ts')])
    rmSync(join(folder, 'swapped.ts'))
    symlinkSync(outside, join(folder, 'swapped.ts'))
    mkdirSync(join(folder, 'sub'))
    git(join(folder, 'sub'), 'init', '-q')
    writeFiles(join(folder, 'sub'), { 'a.ts': LEAK })
    expect((await lint(folder)).places).toEqual([])
  })

  test('hostile file names are found, shown and no more', async () => {
    const names = [
      'new\nline.ts',
      'esc\u001b[2J.ts',
      'quote"\'.ts',
      'per%cent,colon:.ts',
      '\u202egpj.ts',
      ' lead.ts',
      'ünïcode🔑.ts',
    ]
    const folder = makeRepository(Object.fromEntries(names.map((name) => [name, LEAK])))
    expect((await lint(folder)).places.sort()).toEqual(
      names.map((name) => `${name}:1:16 repo/secret-in-file`).sort(),
    )
    const { stdout } = await runBin(['lint', '--format', 'github'], { home: temporaryFolder(), cwd: folder })
    expect(stdout.trimEnd().split('\n')).toHaveLength(names.length)
    const text = await runBin(['lint'], { home: temporaryFolder(), cwd: folder })
    expect(text.stdout).not.toMatch(/[\u001b\u202e]/)
  })

  test('a file name that is no text is read all the same', async () => {
    const folder = makeRepository()
    writeFileSync(
      Buffer.concat([Buffer.from(join(folder, 'caf')), Buffer.from([0xe9]), Buffer.from('.ts')]),
      LEAK,
    )
    git(folder, 'add', '-A')
    expect((await lint(folder)).places).toEqual(['caf\ufffd.ts:1:16 repo/secret-in-file'])
  })

  test('positions count in UTF-16 units, in text with CRLF, a byte order mark, or UTF-16', async () => {
    const line = `// é🔑\r\nconst é🔑 = '${CANARIES.github}'\r\n`
    const folder = makeRepository({
      'plain.ts': line,
      'mark.ts': `\ufeff${line}`,
      'wide.ts': Buffer.from(`\ufeff${line}`, 'utf16le'),
    })
    expect((await lint(folder)).places).toEqual(
      ['mark.ts', 'plain.ts', 'wide.ts'].map((file) => `${file}:2:14 repo/secret-in-file`),
    )
  })

  test('a file of one line of 5 MB is read to its end', async () => {
    const folder = makeRepository({ 'a.json': `{"a":"${'x y '.repeat(1_250_000)}${CANARIES.stripe}"}` })
    expect((await lint(folder)).places).toEqual(['a.json:1:5000007 repo/secret-in-file'])
  })

  test('a file that cannot be read is passed over', async () => {
    const folder = makeRepository({ 'a.ts': LEAK, 'b.ts': LEAK })
    chmodSync(join(folder, 'a.ts'), 0)
    const { places } = await lint(folder)
    const isRoot = process.getuid?.() === 0
    expect(places).toHaveLength(isRoot ? 2 : 1)
  })
})
