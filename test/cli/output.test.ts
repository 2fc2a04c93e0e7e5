import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { streamOutput } from '../../src/cli/output.ts'
import { SecretValue } from '../../src/secret/secret-value.ts'

const asTerminal = (stream: PassThrough) => stream as unknown as NodeJS.WriteStream

test('opens the stream with the first word and not before', async () => {
  let opened = 0
  const open = () => {
    opened += 1
    return asTerminal(new PassThrough())
  }
  const output = streamOutput(open, {}, () => {})
  output.write('')
  await output.flush()
  expect(opened).toBe(0)
  output.write('x')
  output.write('y')
  expect(opened).toBe(1)
})

test('no value that was ever sealed is written, whoever sealed it and when', () => {
  const stream = new PassThrough()
  const output = streamOutput(
    () => asTerminal(stream),
    {},
    () => {},
  )
  output.write('canary-value-1 ')
  SecretValue.seal('canary-value-1')
  output.write('canary-value-1 canary-value-2 ')
  SecretValue.seal('{"key":"canary-value-2"}').field('key')
  output.write('canary-value-1 canary-value-2')
  expect(stream.read().toString()).toBe('canary-value-1 [redacted] canary-value-2 [redacted] [redacted]')
})

test.each([
  ['EPIPE', 0],
  ['ENOSPC', 1],
])('a write that ends in %s counts as %i failures', async (code, expected) => {
  let failures = 0
  const stream = new PassThrough({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('x'), { code })),
  })
  const output = streamOutput(
    () => asTerminal(stream),
    {},
    () => (failures += 1),
  )
  output.write('x')
  await output.flush()
  expect(failures).toBe(expected)
})

test.each([
  [{}, true],
  [{ NO_COLOR: '1' }, false],
  [{ TERM: 'dumb' }, false],
])('on a terminal with %o colour is %s', (env, expected) => {
  const stream = Object.assign(new PassThrough(), { isTTY: true })
  expect(
    streamOutput(
      () => asTerminal(stream),
      env,
      () => {},
    ).colour,
  ).toBe(expected)
})
