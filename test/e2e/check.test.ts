import { expect, test } from 'vitest'
import { layRepository, personalSchema } from '../support/repository.ts'
import { BIN } from '../support/run-bin.ts'
import { runInTerminal } from '../support/terminal.ts'

const WORD = 'word-c4n4ry-invented'

test('says of each secret how far it is, what is next, and nothing of its value', async () => {
  const { sotto } = layRepository(
    personalSchema({
      READY_KEY: {},
      NEW_KEY: { generate: { bytes: 16, encoding: 'hex' } },
      LOST_KEY: { owner: 'team-web', access: 'Ask in the chat' },
      COUNT: { format: 'integer' },
      SPARE_KEY: { requiredIn: [] },
      LIVE_KEY: { locations: { dev: 'personal:prod/key' } },
    }),
  )
  await sotto(['set', 'READY_KEY'], { input: WORD })
  const { status, stdout, stderr } = await sotto(['check', '--json'])
  const states = JSON.parse(stdout).secrets.map(
    ({ name, state }: Record<string, string>) => `${name} ${state}`,
  )
  expect({ status, states }).toEqual({
    status: 1,
    states: [
      'READY_KEY ready',
      'NEW_KEY generatable',
      'LOST_KEY missing',
      'COUNT missing',
      'SPARE_KEY missing',
      'LIVE_KEY refused',
    ],
  })
  const next = Object.fromEntries(
    JSON.parse(stdout).secrets.map((secret: Record<string, string>) => [secret.name, secret.next]),
  )
  expect(next.LOST_KEY).toBe(`node ${BIN.built} set LOST_KEY`)
  expect(next.LIVE_KEY).toMatch(/^give LIVE_KEY a development location in secrets\.schema\.json; to reach/)
  const text = await sotto(['check'])
  for (const seen of [stdout, stderr, text.stdout, text.stderr]) expect(seen).not.toContain('c4n4ry')
  expect(text.stdout).toMatch(/LOST_KEY {2}missing[\s\S]*owner +team-web[\s\S]*next +.*set LOST_KEY/)
  expect(text.stdout).toContain('Not ready: 3 secrets stop a run.')
})

test.each([
  ['an optional secret that is missing', { SPARE_KEY: { requiredIn: [] } }, 0],
  [
    'an optional secret that is refused',
    { SPARE_KEY: { requiredIn: [], locations: { dev: 'personal:prod/a' } } },
    1,
  ],
])('is ready exactly when a run starts: %s', async (_, secrets, status) => {
  const { sotto } = layRepository(personalSchema(secrets))
  expect((await sotto(['check'])).status).toBe(status)
  expect((await sotto(['run', '--', 'true'])).status === 0).toBe(status === 0)
})

test('moves no cursor on a terminal that has none', async () => {
  const { root, home } = layRepository(personalSchema({ A_KEY: { requiredIn: [] } }))
  const seen = (TERM: string) =>
    runInTerminal(['check'], { home, cwd: root, env: { TERM }, person: () => {} })
  expect((await seen('dumb')).screen).not.toContain('\u001b')
  expect((await seen('xterm')).screen).toContain('asking personal…\r\u001b[2K')
})

test('shows a table that an issue can hold', async () => {
  const { sotto } = layRepository(personalSchema({ A_KEY: { owner: 'a|b<c' } }))
  const { stdout } = await sotto(['check', '--markdown'])
  expect(stdout).toContain('| `A_KEY` | missing | a\\|b&lt;c | `personal:a-key` |')
})

test('keeps to 80 columns where the width is unknown, and says everything without colour', async () => {
  const { sotto } = layRepository(personalSchema({ A_KEY: { purpose: 'word '.repeat(60).trim() } }))
  const { stdout } = await sotto(['check'], { env: { NO_COLOR: '1' } })
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  expect(stdout).not.toContain('\u001b')
})
