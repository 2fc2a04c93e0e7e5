import { describe, expect, test } from 'vitest'
import { layRepository, personalSchema } from '../support/repository.ts'

const CANARY = 'canary-c4n4ry-invented-value'
const PRINT = ['node', '-e', 'console.log(JSON.stringify({ args: process.argv.slice(1), env: process.env }))']

describe('arguments', () => {
  test('reach the target untouched', async () => {
    const { sotto } = layRepository(personalSchema({}))
    const args = ['a', 'b', 'a', '--', '--env', 'x', '', ' ', '*', '$HOME', `'"`, '--help', '--json', '-h']
    const { stdout } = await sotto(['run', '--', ...PRINT, '--', ...args])
    expect(JSON.parse(stdout).args).toEqual(args)
  })
})

describe('the environment', () => {
  test('has the secrets, and no output shows them', async () => {
    const repository = await withValue()
    const seen = await repository.sotto(['run', '--', 'sh', '-c', 'printf %s "$API_KEY" | wc -c'])
    expect(seen.stdout.trim()).toBe(String(CANARY.length))
    const printed = await repository.sotto(['run', '--', ...PRINT])
    expect(printed.stdout).toContain('"API_KEY":"[redacted]"')
    expect(printed.stdout).not.toContain(CANARY)
  })

  test('wins over what was inherited, and unsets what is declared and not injected', async () => {
    const repository = await withValue()
    const env = { API_KEY: 'inherited-value', OTHER_KEY: 'stale-value', PLAIN: 'kept' }
    const seen = async (...flags: string[]) => {
      const script = 'echo "${API_KEY-unset} ${OTHER_KEY-unset} ${PLAIN-unset}"'
      return (
        await repository.sotto(['run', ...flags, '--no-redact', '--', 'sh', '-c', script], { env })
      ).stdout.trim()
    }
    expect(await seen()).toBe(`${CANARY} unset kept`)
    expect(await seen('--preserve-env', 'OTHER_KEY')).toBe(`${CANARY} stale-value kept`)
    expect(await seen('--pristine')).toBe(`${CANARY} unset unset`)
  })

  test('holds only what --only names', async () => {
    const repository = await withValue()
    const script = 'echo "${API_KEY+set} ${SESSION_KEY+set}"'
    const { stdout } = await repository.sotto(['run', '--only', 'SESSION_KEY', '--', 'sh', '-c', script])
    expect(stdout.trim()).toBe('set')
  })

  test('has nothing of ours', async () => {
    const { sotto } = layRepository(personalSchema({}))
    const { stdout } = await sotto(['run', '--', ...PRINT], { env: { NODE_DEBUG: 'x', DEBUG: 'y' } })
    const names = Object.keys(JSON.parse(stdout).env)
    expect(names.filter((name) => name.startsWith('SOTTO'))).toEqual([])
    expect(names.sort()).toEqual(['DEBUG', 'HOME', 'NODE_DEBUG', 'PATH'])
  })
})

describe('a generated value', () => {
  test('is made once, said once, and kept', async () => {
    const { sotto } = layRepository(
      personalSchema({ SESSION_KEY: { generate: { bytes: 24, encoding: 'hex' } } }),
    )
    const show = ['run', '--no-redact', '--', 'sh', '-c', 'echo "$SESSION_KEY"']
    const [first, second] = [await sotto(show), await sotto(show)]
    expect(first.stdout).toMatch(/^[0-9a-f]{48}\n$/)
    expect(second.stdout).toBe(first.stdout)
    expect(first.stderr).toMatch(/SESSION_KEY .*generated/)
    expect(second.stderr).toBe('')
  })

  test('is not made by a run that does not start, and is said by the first that does', async () => {
    const { sotto } = layRepository(
      personalSchema({ API_KEY: {}, SESSION_KEY: { generate: { bytes: 24, encoding: 'hex' } } }),
    )
    const stopped = await sotto(['run', '--', 'true'])
    expect(stopped.status).toBe(81)
    expect(JSON.parse((await sotto(['check', '--json'])).stdout).secrets).toMatchObject([
      { name: 'API_KEY', state: 'missing' },
      { name: 'SESSION_KEY', state: 'generatable' },
    ])
    await sotto(['set', 'API_KEY'], { input: CANARY })
    expect((await sotto(['run', '--', 'true'])).stderr).toMatch(/SESSION_KEY .*generated/)
  })

  test('is one value for two first runs at once', async () => {
    const { sotto } = layRepository(
      personalSchema({ SESSION_KEY: { generate: { bytes: 24, encoding: 'hex' } } }),
    )
    const show = ['run', '--no-redact', '--', 'sh', '-c', 'echo "$SESSION_KEY"']
    const runs = await Promise.all(Array.from({ length: 6 }, () => sotto(show)))
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1)
  })
})

async function withValue() {
  const repository = layRepository(
    personalSchema({
      API_KEY: {},
      OTHER_KEY: { requiredIn: [] },
      SESSION_KEY: { generate: { bytes: 24, encoding: 'hex' } },
    }),
  )
  expect(await repository.sotto(['set', 'API_KEY'], { input: CANARY })).toMatchObject({
    status: 0,
    stdout: '',
  })
  await repository.sotto(['run', '--', 'true'])
  return repository
}
