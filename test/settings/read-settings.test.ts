import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors/app-error.ts'
import { readSettings } from '../../src/settings/read-settings.ts'
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts'

const uid = process.getuid?.()
let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'))
  file = join(folder, 'config.json')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function read(content?: unknown) {
  if (content !== undefined) {
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 })
  }
  return readSettings({ config: folder, data: folder, state: folder, cache: folder }, uid)
}

async function problemsOf(content: unknown): Promise<readonly string[]> {
  const error = await read(content).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(AppError)
  expect((error as AppError).code).toBe('SETTINGS_INVALID')
  return (error as AppError).problems
}

describe('what the file says', () => {
  test('no file: the defaults', async () => {
    expect(await read()).toEqual(DEFAULT_SETTINGS)
  })

  test('an empty object: the defaults', async () => {
    expect(await read({})).toEqual(DEFAULT_SETTINGS)
  })

  test('every member', async () => {
    const settings = await read({
      approve: [
        { repository: '/home/alice/*', type: 'vault', container: { address: 'https://*.example.com' } },
      ],
      allowNames: ['NODE_EXTRA_CA_CERTS'],
      allowCredentials: [{ type: 'aws-secrets-manager', principal: 'arn:aws:iam::111122223333:user/alice' }],
      awsProfiles: { '111122223333': 'shop-dev' },
      vouchedRoles: ['111122223333/Developer'],
      developmentContainers: [{ type: 'aws-secrets-manager', container: { account: '111122223333' } }],
      stores: { vault: { readTokenFile: true } },
    })
    expect(settings.approve[0]).toEqual({
      repository: '/home/alice/*',
      type: 'vault',
      container: { address: 'https://*.example.com' },
    })
    expect(settings.allowNames).toEqual(new Set(['NODE_EXTRA_CA_CERTS']))
    expect(settings.allowCredentials[0]?.principal).toBe('arn:aws:iam::111122223333:user/alice')
    expect(settings.awsProfiles['111122223333']).toBe('shop-dev')
    expect(settings.vouchedRoles).toEqual(new Set(['111122223333/Developer']))
    expect(settings.developmentContainers).toEqual([
      { type: 'aws-secrets-manager', container: { account: '111122223333' } },
    ])
    expect(settings.stores.vault?.readTokenFile).toBe(true)
  })

  test('an empty list of developmentContainers is a list: nothing is development', async () => {
    expect((await read({ developmentContainers: [] })).developmentContainers).toEqual([])
  })

  test('maps have no prototype', async () => {
    const settings = await read('{"awsProfiles":{},"stores":{"vault":{"__proto__":{"x":1}}}}')
    expect(Object.getPrototypeOf(settings.awsProfiles)).toBeNull()
    expect((settings.stores.vault as { x?: number }).x).toBeUndefined()
  })
})

describe('what the file must not say', () => {
  test('all problems together, each with its place', async () => {
    expect(
      await problemsOf({
        approve: [{ type: 'vault' }],
        alowNames: [],
        allowNames: ['lower', 7],
        awsProfiles: { '12': 'x' },
        vouchedRoles: 'all',
        developmentContainers: [{ type: 'vault', container: {} }],
      }),
    ).toEqual([
      'approve[0] needs the member container',
      'the file has the unknown member "alowNames"; did you mean allowNames?',
      'allowNames[0] must be the name of a secret, such as NODE_EXTRA_CA_CERTS',
      'allowNames[1] must be the name of a secret, such as NODE_EXTRA_CA_CERTS',
      'the name of a member of awsProfiles must be an account id of 12 digits',
      'vouchedRoles must be a list',
      'developmentContainers[0].container must name at least one member of the container',
    ])
  })

  test.each([
    ['an empty approval', { approve: [{ type: 'vault', container: {} }] }],
    ['an approval of every type', { approve: [{ type: '*', container: { address: 'x' } }] }],
    ['a relative repository', { approve: [{ repository: 'x', type: 'vault', container: { address: 'x' } }] }],
    ['a container that is no text', { approve: [{ type: 'vault', container: { address: 1 } }] }],
    ['a container that is a list', { approve: [{ type: 'vault', container: ['x'] }] }],
    ['control characters', { awsProfiles: { '111122223333': 'a\u001b[2J' } }],
    ['a list at the top', []],
    ['null at the top', 'null'],
    ['a text at the top', '"x"'],
    ['an unknown member deeper down', { allowCredentials: [{ type: 'x', principal: 'y', until: 'z' }] }],
    ['a role without its account', { vouchedRoles: ['Developer'] }],
    ['a member that is named like a prototype', '{"__proto__": {"allowNames": []}}'],
    ['the constructor', '{"constructor": []}'],
  ])('%s', async (_, content) => {
    expect(await problemsOf(content)).toHaveLength(1)
  })

  test('broken JSON: the place, and nothing of the text', async () => {
    const problems = await problemsOf('{\n  "awsProfiles": INVENTED-CANARY }')
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^line 2, column \d+: not valid JSON$/)
  })

  test('an unfinished file', async () => {
    expect((await problemsOf('{'))[0]).toMatch(/not valid JSON$/)
  })

  test('an unknown member that no other is like comes without a suggestion', async () => {
    expect(await problemsOf({ telemetryEndpointAddress: 1 })).toEqual([
      'the file has the unknown member "telemetryEndpointAddress"',
    ])
  })
})

describe('whose the file is', () => {
  test('a file that others can write is refused', async () => {
    await read({})
    for (const mode of [0o620, 0o602, 0o666]) {
      await chmod(file, mode)
      await expect(read()).rejects.toMatchObject({ code: 'SETTINGS_INVALID' })
    }
    await chmod(file, 0o644)
    await expect(read()).resolves.toEqual(DEFAULT_SETTINGS)
  })

  test('a file of another user is refused, also behind a symbolic link', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root can give a file away')
    const other = join(folder, 'other.json')
    await writeFile(other, '{}', { mode: 0o600 })
    await chown(other, 12345, 12345)
    await symlink(other, file)
    await expect(read()).rejects.toMatchObject({
      message: expect.stringContaining('belongs to another user'),
    })
  })

  test('a symbolic link to a file of one’s own is followed', async () => {
    const own = join(folder, 'own.json')
    await writeFile(own, '{"allowNames":["PAGER"]}', { mode: 0o600 })
    await symlink(own, file)
    expect((await read()).allowNames).toEqual(new Set(['PAGER']))
  })

  test('a folder and a pipe in its place are refused at once', async () => {
    await mkdir(file)
    await expect(read()).rejects.toMatchObject({ message: expect.stringContaining('no plain file') })
    await rm(file, { recursive: true })
    await execa('mkfifo', [file])
    await expect(read()).rejects.toMatchObject({ message: expect.stringContaining('no plain file') })
  })

  test('a file of more than 2 MiB is refused unread', async () => {
    await writeFile(file, ' '.repeat(2 * 1024 * 1024 + 1), { mode: 0o600 })
    await expect(read()).rejects.toMatchObject({ message: expect.stringContaining('larger than') })
  })

  test('a file in the place of the folder means that there is none', async () => {
    await writeFile(file, '')
    const settings = await readSettings({ config: file, data: '', state: '', cache: '' }, uid)
    expect(settings).toEqual(DEFAULT_SETTINGS)
  })
})
