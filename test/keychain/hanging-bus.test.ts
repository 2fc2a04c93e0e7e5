import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { layRepository, personalSchema } from '../support/repository.ts'

/** A session bus that takes every connection and never answers. */
test.each([
  ['keychain', ['run', '--', 'true']],
  ['local', ['set', 'API_KEY']],
])('a keychain that never answers holds up no end: %s', async (type, args) => {
  const repository = layRepository(personalSchema({ API_KEY: {} }, { stores: { personal: { type } } }))
  const path = join(repository.home, 'bus')
  const bus = createServer(() => {}).listen(path)
  await once(bus, 'listening')
  try {
    const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }
    const { status, stdout, stderr } = await repository.sotto(args, { env, input: 'canary-value' })
    expect({ status, stdout }).toEqual({ status: 69, stdout: '' })
    expect(stderr).toMatch(/^sotto: API_KEY \(personal\): No answer came within 10 s\.\n/)
  } finally {
    bus.close()
  }
})
