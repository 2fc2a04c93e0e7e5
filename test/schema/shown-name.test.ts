import { expect, test } from 'vitest'
import { inspectSchema } from '../../src/schema/inspect-schema.ts'

const FACTS = { allowedNames: new Set<string>(), credentialVariables: new Map<string, string[]>() }
const TOKEN = `ghp_${'InventedCanary0'.repeat(3).slice(0, 36)}`
const RANDOM = 'Zq3v9Kx7Wm2TbR8nLp4YcF6hJd1s'

test.each([TOKEN, RANDOM, `a${'b'.repeat(64)}`, 'a\u001b[2J', 'a b'])(
  'the name %j is told by no message',
  async (name) => {
    for (const document of [
      { [name]: 1 },
      { environments: { [name]: {} } },
      { stores: { [name]: { type: 'unheard-of', [name]: 1 } } },
      { secrets: { API_KEY: { [name]: 'x', locations: { [name]: 7 } }, [name]: {} } },
    ]) {
      const { problems } = await inspectSchema(
        { file: '/r/s.json', root: '/r' },
        Buffer.from(JSON.stringify(document)),
        FACTS,
      )
      expect(problems.length).toBeGreaterThan(0)
      for (const { message, hint = '' } of problems) expect(`${message} ${hint}`).not.toContain(name)
    }
  },
)
