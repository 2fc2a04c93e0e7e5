import { expect, test } from 'vitest'
import { layRepository, personalSchema } from '../support/repository.ts'
import { runInTerminal } from '../support/terminal.ts'

const TEAM = {
  type: 'vault',
  address: 'http://127.0.0.1:1',
  mount: 'kv',
  auth: { userpass: {} },
  devScope: { mount: 'kv' },
}
const SCHEMA = personalSchema(
  { API_KEY: {}, TEAM_KEY: { locations: { dev: 'team:dev/key' } } },
  { stores: { personal: { type: 'local' }, team: TEAM } },
)

test.each([
  ['run', ['run', '--', 'echo', 'started'], '[y/N]'],
  ['trust', ['trust'], '[y/N]'],
  ['set', ['set', 'API_KEY'], 'not shown'],
  ['login', ['login', 'team'], 'User name'],
])('^C at the question of %s ends as a shell expects: by SIGINT, without a word', async (_, args, asked) => {
  const { home, root, sotto } = layRepository(SCHEMA)
  const { stdout } = await sotto(['trust', '--print', '--json'])
  const approved = asked === '[y/N]' ? {} : { SOTTO_TRUST: JSON.parse(stdout).sha256 as string }
  let interrupted = false
  const { screen, signal } = await runInTerminal(args, {
    home,
    cwd: root,
    env: approved,
    person(seen, type) {
      if (interrupted || !seen.includes(asked)) return
      interrupted = true
      type('y\u0003\r')
    },
  })
  expect(signal).toBe(2)
  expect(screen.slice(screen.indexOf(asked))).not.toMatch(/sotto: (?!no keychain)|started/)
})
