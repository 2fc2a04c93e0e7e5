import { join } from 'node:path'
import { expect, test } from 'vitest'
import { layRepository } from '../support/repository.ts'

const SCHEMA = `{
  "version": 1,
  "project": "shop",
  "environments": { "dev": { "class": "development", "default": true } },
  "stores": { "personal": { "type": "local" } },
  "secrets": {
    "RIGHT": { "locations": { "dev": "personal:right" } },
    "FIELD": { "locations": { "dev": "personal:one#field" } },
    "PINNED": {
      "locations": { "dev": { "store": "personal", "path": "one", "version": "7" } }
    }
  }
}
`

test.each([['run', '--', 'true'], ['check']])(
  'every location that its store refuses is told at once, with its place: %s',
  async (...args) => {
    const { sotto, root } = layRepository(SCHEMA)
    const { status, stderr } = await sotto(args)
    expect(status).toBe(65)
    const file = join(root, 'secrets.schema.json')
    expect(stderr.split('\n')).toEqual([
      'sotto: The schema has 2 problems.',
      `  ${file}:8:38 An entry of a personal store is one value: "#" and a field are not taken. docs/stores/local.md has the grammar. (location/syntax)`,
      `  ${file}:10:29 A version is pinned, and a store of type local keeps none. docs/stores/local.md has the grammar. (location/syntax)`,
      expect.stringMatching(/^Try: .* lint$/),
      '',
    ])
  },
)
