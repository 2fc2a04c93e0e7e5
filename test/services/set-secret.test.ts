import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { keptBelow, placeBelow } from '../stores/local/home.ts'
import { filesOf } from '../stores/local/sealed.ts'
import { layRepository, personalSchema } from '../support/repository.ts'
import { BIN } from '../support/run-bin.ts'

const GENERATED = { generate: { bytes: 24, encoding: 'hex' } }
const SCHEMA = personalSchema(
  {
    API_KEY: {},
    DATABASE_URL: { format: 'url' },
    LONG_KEY: { minLength: 12 },
    SESSION_KEY: GENERATED,
    TEAM_KEY: { owner: 'team-web', locations: { dev: 'team:shop/dev/team#key' } },
    LIVE_KEY: { locations: { production: 'personal:live' } },
  },
  {
    stores: {
      personal: { type: 'local' },
      team: {
        type: 'aws-secrets-manager',
        region: 'eu-west-1',
        devScope: { account: '111122223333', path: ['shop/dev/'] },
      },
    },
  },
)

describe('the value', () => {
  test.each([
    ['without a line end, as it is', 'canary-1', 'canary-1'],
    ['without the line end of echo', 'canary-1\n', 'canary-1'],
    ['without the line end of Windows', 'canary-1\r\n', 'canary-1'],
    ['without one line end only', 'canary-1\n\n', 'canary-1\n'],
    ['with a lone carriage return', 'canary-1\r', 'canary-1\r'],
    ['with its spaces', '  canary 1 \t', '  canary 1 \t'],
    ['of several lines', 'canary\r\nsecond\nthird', 'canary\r\nsecond\nthird'],
    ['in any script', 'canary-密碼-🔑', 'canary-密碼-🔑'],
    ['of 64 KiB', 'canary-'.repeat(9362), 'canary-'.repeat(9362)],
  ])('is read from stdin %s', async (_, input, expected) => {
    const { sotto, home } = layRepository(SCHEMA)
    const { status, stdout, stderr } = await sotto(['set', 'API_KEY'], { input })
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
    expect(stderr).toMatch(/API_KEY is set in personal for dev\.\n$/)
    expect(stderr).not.toContain('canary')
    expect((await keptBelow(home)).API_KEY).toBe(expected)
  })

  test('is refused where no environment variable can carry it', async () => {
    const { sotto, home } = layRepository(SCHEMA)
    const limit = process.platform === 'linux' ? 131_072 : 1_048_576
    const fits = 'c'.repeat(limit - 'API_KEY='.length - 1)
    const ended = await sotto(['set', 'API_KEY'], { input: `${fits}c` })
    expect(ended).toMatchObject({ status: 81, stdout: '' })
    expect(ended.stderr).toMatch(/API_KEY is larger than an environment variable may be; nothing was kept/)
    expect(await sotto(['set', 'API_KEY'], { input: fits })).toMatchObject({ status: 0 })
    expect((await keptBelow(home)).API_KEY).toBe(fits)
  })

  test('is not read on when it is too large already', async () => {
    const { root, home } = layRepository(SCHEMA)
    const script = `yes canary | '${process.execPath}' '${BIN.built}' set API_KEY`
    const { status, stderr } = spawnSync('sh', ['-c', script], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: home },
      encoding: 'utf8',
      timeout: 20_000,
      killSignal: 'SIGKILL',
    })
    expect(status).toBe(81)
    expect(stderr).toMatch(/API_KEY is larger than an environment variable may be; nothing was kept/)
  })

  test('replaces the one that was there', async () => {
    const { sotto, home } = layRepository(SCHEMA)
    for (const input of ['canary-1', 'canary-2']) await sotto(['set', 'API_KEY'], { input })
    expect(await keptBelow(home)).toEqual({ API_KEY: 'canary-2' })
  })

  test('is made anew with --generate, without asking', async () => {
    const { sotto, home } = layRepository(SCHEMA)
    const made = []
    for (const input of ['canary-not-read', '']) {
      expect(await sotto(['set', 'SESSION_KEY', '--generate'], { input })).toMatchObject({ status: 0 })
      made.push((await keptBelow(home)).SESSION_KEY)
    }
    expect(made[0]).toMatch(/^[0-9a-f]{48}$/)
    expect(made[1]).not.toBe(made[0])
  })
})

describe('refused is', () => {
  test.each<[string, string[], string, number, RegExp]>([
    ['an empty value', ['API_KEY'], '\n', 81, /API_KEY is empty/],
    ['a wrong format', ['DATABASE_URL'], 'canary', 81, /DATABASE_URL is not of the declared format url/],
    ['a short value', ['LONG_KEY'], 'canary', 81, /LONG_KEY is shorter than its declared minLength/],
    ['a NUL', ['API_KEY'], 'canary\0x', 81, /API_KEY holds bytes that no environment variable can carry/],
    [
      'a live key',
      ['API_KEY'],
      `sk_live_${'canary0'.repeat(5)}`,
      80,
      /API_KEY has the format of a vendor's live key/,
    ],
    ['a value in the arguments', ['API_KEY', 'canary-argument'], '', 64, /sotto: /],
    ['a name that is not declared', ['API_KEI'], 'canary', 64, /declares no secret of this name.*API_KEY/s],
    ['what cannot be generated', ['API_KEY', '--generate'], '', 64, /does not say how API_KEY is generated/],
    [
      'a store of the team',
      ['TEAM_KEY'],
      'canary',
      77,
      /changed in AWS Secrets Manager, at team:shop.*team-web/s,
    ],
    [
      'production, and nothing is said of its other secrets',
      ['API_KEY', '--env', 'production'],
      'canary',
      80,
      /^sotto: Not development: no value released for API_KEY\n {2}API_KEY: .*\nTry: .*\n$/,
    ],
    ['no place in this environment', ['LIVE_KEY'], 'canary', 64, /LIVE_KEY has no location in dev/],
  ])('%s', async (_, args, input, status, message) => {
    const { sotto, home } = layRepository(SCHEMA)
    const finished = await sotto(['set', ...args], { input })
    expect(finished).toMatchObject({ status, stdout: '' })
    expect(finished.stderr).toMatch(message)
    expect(finished.stderr).not.toContain('canary')
    expect(existsSync(filesOf(placeBelow(home)).data)).toBe(false)
  })
})
