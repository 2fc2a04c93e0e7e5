import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ROOT } from './support/run-bin.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

interface Packed {
  filename: string
  files: readonly { path: string; mode: number }[]
}

/** npm without the network: what we ship has to do without it. */
function npm(cwd: string, home: string, ...args: string[]): string {
  return execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: home,
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

let packed: Packed
beforeAll(() => {
  const [first] = JSON.parse(
    npm(ROOT, process.env.HOME ?? '/', 'pack', '--dry-run', '--ignore-scripts', '--json'),
  )
  packed = first
})

test('the package holds what runs and nothing else', () => {
  const kinds = new Set(packed.files.map(({ path }) => path.replace(/^dist\/[\w.-]+\.cjs$/, 'dist/*.cjs')))
  expect([...kinds].sort()).toEqual(
    [
      'LICENSE',
      'README.md',
      'bin/package.json',
      'bin/run.js',
      'dist/*.cjs',
      'package.json',
      'secrets.schema.v1.json',
    ].filter((path) => path.includes('*') || existsSync(join(ROOT, path))),
  )
})

test('no path of the machine that built it stands in what is shipped', () => {
  for (const { path } of packed.files) expect(readFileSync(join(ROOT, path), 'latin1')).not.toContain(ROOT)
})

test('installed from the tarball into an empty folder, offline and without scripts, it works', () => {
  const folder = temporaryFolder()
  const [{ filename }] = JSON.parse(
    npm(ROOT, folder, 'pack', '--ignore-scripts', '--json', '--pack-destination', folder),
  )
  npm(folder, folder, 'init', '-y')
  npm(folder, folder, 'install', '--ignore-scripts', '--omit=optional', '--no-audit', join(folder, filename))
  expect(npm(folder, folder, 'exec', '--', 'sotto', '--help')).toContain('COMMANDS')
  expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['sotto'])
})
