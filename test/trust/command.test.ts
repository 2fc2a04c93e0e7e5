import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { putSecret, signInPerson } from '../stores/vault/fake/seed.ts'
import { type FakeVault, startFakeVault } from '../stores/vault/fake/server.ts'
import { layRepository, personalSchema, type Repository } from '../support/repository.ts'
import { runInTerminal } from '../support/terminal.ts'

const SHOW = [
  '--',
  process.execPath,
  '-e',
  'console.log("target ran: " + (process.env.DATABASE_URL !== undefined))',
]

/** A person who gives one answer at each question. */
function answering(...answers: string[]) {
  let asked = 0
  return (screen: string, type: (keys: string) => void) => {
    const questions = screen.split('[y/N]').length - 1
    if (questions > asked && asked < answers.length) type(`${answers[asked++]}\r`)
  }
}

describe('shared stores, in a terminal', () => {
  let vault: FakeVault
  let env: Record<string, string>
  beforeAll(async () => {
    vault = await startFakeVault()
    vault.state.policies.set('reader', 'path "kv/*" { capabilities = ["read"] }')
    const kv = { type: 'kv', version: 2, entries: new Map() } as const
    vault.state.mounts.set('kv', kv)
    putSecret(kv, 'dev/db', { url: 'canary-url' })
    env = { VAULT_TOKEN: signInPerson(vault, 'alice', ['reader']).id }
  })
  afterAll(() => vault.stop())

  const declare = (address: string) => ({
    version: 1,
    project: 'shop',
    environments: { dev: { class: 'development' } },
    stores: { team: { type: 'vault', address, mount: 'kv', devScope: { mount: 'kv' } } },
    secrets: { DATABASE_URL: { locations: { dev: 'team:dev/db#url' } } },
  })
  const inTerminal = ({ home, root }: Repository, args: string[], ...answers: string[]) =>
    runInTerminal(args, { home, cwd: root, env, person: answering(...answers) })

  test('clone, run, approve, run; the address changes, asked again with the difference', async () => {
    const repository = layRepository(declare(vault.address))
    const first = await inTerminal(repository, ['run', ...SHOW], 'y')
    expect(first).toMatchObject({ status: 0, screen: expect.stringContaining('target ran: true') })
    expect(first.screen).toContain(`"address": "${vault.address}"`)

    const second = await inTerminal(repository, ['run', ...SHOW])
    expect(second.status).toBe(0)
    expect(second.screen).not.toContain('[y/N]')

    const asked = vault.requests.length
    repository.declare(declare('http://127.0.0.1:1'))
    const third = await inTerminal(repository, ['run', ...SHOW], 'n')
    expect(third.status).toBe(82)
    expect(third.screen).toContain(`- stores.team.address: "${vault.address}"`)
    expect(third.screen).toContain('+ stores.team.address: "http://127.0.0.1:1"')
    expect(third.screen).not.toContain('target ran')
    expect(vault.requests).toHaveLength(asked)
  })

  test('what is approved is what was shown, although the file changes while the question stands', async () => {
    const repository = layRepository(declare(vault.address))
    const { home, root } = repository
    const answer = answering('y')
    const person: typeof answer = (screen, type) => {
      if (screen.includes('[y/N]')) repository.declare(declare('http://127.0.0.1:1'))
      answer(screen, type)
    }
    const seen = await runInTerminal(['run', ...SHOW], { home, cwd: root, env, person })
    expect(seen).toMatchObject({ status: 0, screen: expect.stringContaining('target ran: true') })
    expect((await repository.sotto(['run', ...SHOW], { env })).status).toBe(82)
    repository.declare(declare(vault.address))
    expect((await repository.sotto(['run', ...SHOW], { env })).status).toBe(0)
  })

  test('the answer comes from the terminal, never from the stdin that is the target’s', async () => {
    const repository = layRepository(declare(vault.address))
    const seen = await repository.sotto(['run', '--', 'cat'], { env, input: 'y\nyes\n' })
    expect(seen).toMatchObject({ status: 82, stdout: '' })
    expect((await repository.sotto(['trust'], { env, input: 'y\n' })).status).toBe(82)
  })

  test('trust, --print, --revoke, and the pin for where nobody is', async () => {
    const repository = layRepository(declare(vault.address))
    const print = async () => JSON.parse((await repository.sotto(['trust', '--print', '--json'])).stdout)
    const { sha256, root, file, missing, stores } = await print()
    expect({ root, file, missing }).toEqual({
      root: repository.root,
      file: 'secrets.schema.json',
      missing: ['team'],
    })
    expect(stores.team.address).toBe(vault.address)

    const pinned = { ...env, SOTTO_TRUST: sha256 }
    expect((await repository.sotto(['run', ...SHOW], { env: pinned })).status).toBe(0)
    expect((await print()).missing).toEqual(['team'])

    expect(await inTerminal(repository, ['trust'], 'y')).toMatchObject({
      status: 0,
      screen: expect.stringContaining('Approved for this repository.'),
    })
    expect((await print()).missing).toEqual([])
    expect((await inTerminal(repository, ['trust'])).screen).toContain('nothing to approve')
    expect((await repository.sotto(['run', ...SHOW], { env })).stdout).toBe('target ran: true\n')

    expect((await repository.sotto(['trust', '--revoke'])).status).toBe(0)
    expect((await repository.sotto(['run', ...SHOW], { env })).status).toBe(82)
    expect((await repository.sotto(['trust', '--print'])).stdout).toContain('not approved: team')
  })
})

describe('personal stores', () => {
  test('a second repository that claims the project waits for a person', async () => {
    const schema = personalSchema({ API_KEY: { generate: { bytes: 16, encoding: 'hex' } } })
    const first = layRepository(schema)
    const second = layRepository(schema)
    const { home } = first
    const run = (repository: Repository) => repository.sotto(['run', '--', 'true'], { home })
    expect((await run(first)).status).toBe(0)
    const refused = await run(second)
    expect(refused).toMatchObject({ status: 82, stderr: expect.stringContaining(first.root) })
    expect((await second.sotto(['trust'], { home })).status).toBe(82)

    const answered = await runInTerminal(['trust'], { home, cwd: second.root, person: answering('y') })
    expect(answered).toMatchObject({ status: 0, screen: expect.stringContaining(first.root) })
    expect((await run(second)).status).toBe(0)
    expect((await run(first)).status).toBe(0)

    expect((await second.sotto(['trust', '--revoke'], { home })).status).toBe(0)
    expect((await run(second)).status).toBe(82)
  })

  test('what was approved lies outside of the repository', async () => {
    const repository = layRepository(personalSchema({}))
    writeFileSync(join(repository.root, 'config.json'), '{"allowNames":["PATH"]}')
    const before = await repository.sotto(['run', '--', 'ls', '-A'])
    expect(before.stdout.split('\n').filter(Boolean).sort()).toEqual([
      '.git',
      'config.json',
      'secrets.schema.json',
    ])
  })
})
