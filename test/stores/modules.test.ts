import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { STORE_TYPES } from '../../src/stores/registry.ts'

const REGISTRY = join(import.meta.dirname, '../../src/stores/registry.ts')

/** Says every package that importing the registry, and opening nothing, has loaded. */
const COUNT = `
  import { registerHooks } from 'node:module'
  const packages = new Set()
  registerHooks({
    load(url, context, next) {
      const [, name] = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url) ?? []
      if (name) packages.add(name)
      return next(url, context)
    },
  })
  const { STORE_TYPES } = await import(process.argv[1])
  for (const type of STORE_TYPES.values()) type.options
  console.log(JSON.stringify([...packages]))
`

test('knowing all store types loads no package', () => {
  const loaded = execFileSync(process.execPath, ['--input-type=module', '-e', COUNT, REGISTRY], {
    encoding: 'utf8',
  })
  expect(JSON.parse(loaded)).toEqual([])
  expect(STORE_TYPES.size).toBeGreaterThan(1)
})
