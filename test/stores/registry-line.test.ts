import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { layRepository } from '../support/repository.ts'
import { ROOT } from '../support/run-bin.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const REGISTRY = 'src/stores/registry.ts'

test('a store goes with its folder and its line, and another comes with its own; nothing else changes', async () => {
  const copy = copyProject()
  rmSync(join(copy, 'src/stores/gcp-secret-manager'), { recursive: true })
  addToy(copy)
  const registry = readFileSync(join(copy, REGISTRY), 'utf8')
  writeFileSync(
    join(copy, REGISTRY),
    `import { toy } from './toy/index.ts'\n${registry}`
      .replace(/^import \{ gcpSecretManager .*\n/m, '')
      .replace(/gcpSecretManager/, 'toy'),
  )
  execFileSync(process.execPath, ['build/build.ts'], { cwd: copy, stdio: 'pipe' })
  writeFileSync(join(copy, 'tsconfig.src.json'), '{ "extends": "./tsconfig.json", "include": ["src"] }')
  execFileSync('node_modules/.bin/tsc', ['--noEmit', '-p', 'tsconfig.src.json'], { cwd: copy, stdio: 'pipe' })

  const published = readFileSync(join(copy, 'secrets.schema.v1.json'), 'utf8')
  expect(published).toContain('"toy"')
  expect(published).not.toContain('gcp-secret-manager')

  const folder = temporaryFolder()
  writeFileSync(join(folder, encodeURIComponent('shop/dev/key')), 'canary-from-the-toy')
  const { sotto } = layRepository({
    version: 1,
    project: 'shop',
    environments: { dev: { class: 'development', default: true } },
    stores: { team: { type: 'toy', folder, devScope: { folder, path: ['shop/dev/'] } } },
    secrets: { API_KEY: { locations: { dev: 'team:shop/dev/key' } } },
  })
  const bin = join(copy, 'bin/run.js')
  const { sha256 } = JSON.parse((await sotto(['trust', '--print', '--json'], { bin })).stdout)
  const script = 'test "$API_KEY" = canary-from-the-toy && echo "$API_KEY"'
  const run = await sotto(['run', '--', 'sh', '-c', script], { bin, env: { SOTTO_TRUST: sha256 } })
  expect(run).toEqual({ status: 0, signal: null, stdout: '[redacted]\n', stderr: '' })
}, 120_000)

/** Everything that a build needs. */
function copyProject(): string {
  const copy = join(temporaryFolder(), 'project')
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0')
  for (const path of tracked.filter((path) => /^(src|build|bin|docs)\/|^[^/]+$/.test(path))) {
    cpSync(join(ROOT, path), join(copy, path))
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** The store of the guide, moved to where a store lives. */
function addToy(copy: string): void {
  mkdirSync(join(copy, 'src/stores/toy'))
  for (const file of ['index.ts', 'store.ts']) {
    const source = readFileSync(join(import.meta.dirname, 'toy', file), 'utf8')
    const moved = source.replaceAll('../../../src/stores/', '../').replaceAll('../../../src/', '../../')
    writeFileSync(join(copy, 'src/stores/toy', file), moved)
  }
}
