import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keptBelow, placeBelow } from '../../stores/local/home.ts'
import { layRepository, personalSchema } from '../../support/repository.ts'
import { BIN } from '../../support/run-bin.ts'
import { DIRTY_FILES } from './dirty-files.ts'

const SCHEMA = personalSchema(
  {
    API_KEY: {},
    DATABASE_URL: { format: 'url' },
    SESSION_KEY: {},
    SIGNING_CERT: {},
    TEAM_KEY: { locations: { dev: 'team:shop/dev/team' } },
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

describe('a dirty file', () => {
  test.each(DIRTY_FILES)('$title', async ({ text, imported, rest }) => {
    const repository = layRepository(SCHEMA)
    const file = join(repository.root, '.env')
    writeFileSync(file, text, { mode: 0o640 })
    const { stdout, stderr } = await repository.sotto(['import', '.env', '--delete'])
    expect(await keptBelow(repository.home)).toEqual(imported)
    expect(existsSync(file) ? readFileSync(file, 'utf8') : undefined).toBe(rest)
    if (rest !== undefined) expect(statSync(file).mode & 0o777).toBe(0o640)
    expect(stdout + stderr).not.toContain('canary')
  })
})

describe('import', () => {
  test('lists every entry, and leaves the file as it is', async () => {
    const repository = layRepository(SCHEMA)
    const text = 'API_KEY=canary-1\nOTHER=x\nTEAM_KEY=y\nSESSION_KEY=\nAKIAZZZZCANARYZZZZ77=x\nlower=1\n'
    writeFileSync(join(repository.root, '.env'), text)
    const { status, stdout } = await repository.sotto(['import', '.env'])
    expect(status).toBe(0)
    expect(stdout.replace(`node ${BIN.built}`, 'sotto')).toMatchInlineSnapshot(`
      ".env into dev: 1 of 6 imported
      ✓ API_KEY  is now in personal
      - OTHER  stays: the schema does not declare it
      - TEAM_KEY  stays: it is kept in team, which AWS Secrets Manager holds
      - SESSION_KEY  stays: it is empty in the file
      - 2 lines stay: no secret can have such a name
      The values still stand in .env; --delete takes their lines out.
      Next: sotto check
      "
    `)
    expect(readFileSync(join(repository.root, '.env'), 'utf8')).toBe(text)
  })

  test('replaces no other value, and takes one that is there already for imported', async () => {
    const repository = layRepository(SCHEMA)
    await repository.sotto(['set', 'API_KEY'], { input: 'canary-kept' })
    await repository.sotto(['set', 'SESSION_KEY'], { input: 'canary-same' })
    writeFileSync(join(repository.root, '.env'), 'API_KEY=canary-other\nSESSION_KEY=canary-same\n')
    const { stdout } = await repository.sotto(['import', '.env', '--delete'])
    expect(stdout).toMatch(
      /- API_KEY {2}stays: another value is in personal; to replace it: node \S+ set API_KEY/,
    )
    expect(stdout).toMatch(/✓ SESSION_KEY {2}was already in personal/)
    expect(readFileSync(join(repository.root, '.env'), 'utf8')).toBe('API_KEY=canary-other\n')
    expect(await keptBelow(repository.home)).toEqual({ API_KEY: 'canary-kept', SESSION_KEY: 'canary-same' })
  })

  test('takes no live key, and ends with 80', async () => {
    const repository = layRepository(SCHEMA)
    const live = `sk_live_${'canary0'.repeat(5)}`
    writeFileSync(join(repository.root, '.env'), `API_KEY=${live}\nSESSION_KEY=canary-s\n`)
    const { status, stdout, stderr } = await repository.sotto(['import', '.env', '--delete'])
    expect(status).toBe(80)
    expect(stdout).toMatch(/- API_KEY {2}stays: its value has the format of a vendor's live key/)
    expect(stdout + stderr).not.toContain('canary')
    expect(readFileSync(join(repository.root, '.env'), 'utf8')).toBe(`API_KEY=${live}\n`)
  })

  test('ends with 81 where a value is not of its format', async () => {
    const repository = layRepository(SCHEMA)
    writeFileSync(join(repository.root, '.env'), 'DATABASE_URL=canary\n')
    expect(await repository.sotto(['import', '.env'])).toMatchObject({ status: 81 })
  })

  test.each(['by its name', 'through a link'])('refuses a file that git tracks, %s', async (how) => {
    const repository = layRepository(SCHEMA)
    writeFileSync(join(repository.root, '[.]env'), 'API_KEY=canary-1\n')
    execFileSync('git', ['--literal-pathspecs', 'add', '-f', '[.]env'], { cwd: repository.root })
    symlinkSync('[.]env', join(repository.root, 'link'))
    const file = how === 'by its name' ? '[.]env' : 'link'
    const { status, stderr } = await repository.sotto(['import', file, '--delete'])
    expect(status).toBe(81)
    expect(stderr).toMatch(/git tracks .* Rotate/)
    expect(await keptBelow(repository.home)).toEqual({})
    expect(existsSync(join(repository.root, '[.]env'))).toBe(true)
  })

  test('follows a link to the file itself and keeps both', async () => {
    const repository = layRepository(SCHEMA)
    const real = join(repository.home, 'shared.env')
    writeFileSync(real, 'API_KEY=canary-1\nPORT=1\n')
    symlinkSync(real, join(repository.root, '.env'))
    expect(await repository.sotto(['import', '.env', '--delete'])).toMatchObject({ status: 0 })
    expect(readFileSync(join(repository.root, '.env'), 'utf8')).toBe('PORT=1\n')
    expect(readFileSync(real, 'utf8')).toBe('PORT=1\n')
  })

  test.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
    ['UTF-16', (path: string) => writeFileSync(path, Buffer.from('\ufeffAPI_KEY=x\n', 'utf16le'))],
    [
      'bytes that are no text',
      (path: string) => writeFileSync(path, Buffer.from('API_KEY=\xff\n', 'latin1')),
    ],
    ['more than 1 MiB', (path: string) => writeFileSync(path, '#'.repeat(1024 * 1024 + 1))],
  ])('says of %s that it is no dotenv file', async (_, lay) => {
    const repository = layRepository(SCHEMA)
    lay(join(repository.root, 'some.env'))
    const { status, stdout, stderr } = await repository.sotto(['import', 'some.env'])
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' })
    expect(stderr).toMatch(/^sotto: some\.env is not a dotenv file that can be read/)
  })

  test('says of a file that is not there what it could be instead', async () => {
    const repository = layRepository(SCHEMA)
    const missing = async (file: string) => {
      const { status, stdout, stderr } = await repository.sotto(['import', file])
      expect({ status, stdout }).toEqual({ status: 64, stdout: '' })
      return stderr
    }
    expect(await missing('nope')).toBe(`sotto: There is no file nope in ${repository.root}.\nTry: ls -a .\n`)
    mkdirSync(join(repository.root, 'web'))
    for (const name of ['.env.local', '.env.example']) writeFileSync(join(repository.root, 'web', name), '')
    expect(await missing('web/.env')).toMatch(/Try: .* import web\/\.env\.local\n$/)
  })

  test('deletes nothing where the store cannot be written', async () => {
    const repository = layRepository(SCHEMA)
    await repository.sotto(['set', 'SESSION_KEY'], { input: 'canary-s' })
    const { data } = placeBelow(repository.home).folders
    chmodSync(join(data, 'local', 'shop.jwe'), 0o644)
    writeFileSync(join(repository.root, '.env'), 'API_KEY=canary-1\n')
    const { status, stderr } = await repository.sotto(['import', '.env', '--delete'])
    expect(status).toBe(78)
    expect(stderr).toMatch(/API_KEY \(personal\): .*chmod 600/s)
    expect(readFileSync(join(repository.root, '.env'), 'utf8')).toBe('API_KEY=canary-1\n')
  })
})
