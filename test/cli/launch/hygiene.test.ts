import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callerEnvironment, disarmedEnvironment, isArmed } from '../../../src/cli/launch/hygiene.ts'
import { BIN, runBin } from '../../support/run-bin.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

describe('what takes a new start', () => {
  test.each<[Record<string, string>, string[], boolean]>([
    [{}, [], false],
    [{ NODE_DEBUG: '' }, [], false],
    [{ NODE_DEBUG: 'fs' }, [], true],
    [{ NODE_V8_COVERAGE: '/tmp/x' }, [], true],
    [{ NODE_OPTIONS: '--max-old-space-size=4096' }, [], false],
    [{ NODE_OPTIONS: '  --no-warnings   --use-system-ca ' }, [], false],
    [{ NODE_OPTIONS: '--inspect' }, [], true],
    [{ NODE_OPTIONS: '--max-old-space-size=1 --require ./x.js' }, [], true],
    [{ NODE_OPTIONS: '"--no-warnings"' }, [], true],
    [{ NODE_OPTIONS: '--report-on-signal' }, [], true],
    [{ NODE_OPTIONS: '--tls-keylog=/tmp/k' }, [], true],
    [{}, ['--inspect-brk=0'], true],
    [{}, ['--heapsnapshot-signal=SIGUSR2'], true],
    [{}, ['--stack-trace-limit=50'], false],
    [{ DEBUG: '*' }, [], false],
  ])('%j with %j: %s', (env, execArgv, expected) => {
    expect(isArmed(env, execArgv)).toBe(expected)
  })
})

test('what was taken off comes back for the target, whatever the environment', () => {
  const name = fc.oneof(
    fc.constantFrom(
      'NODE_DEBUG',
      'NODE_OPTIONS',
      'NODE_V8_COVERAGE',
      'NODE_DEBUG_NATIVE',
      'PATH',
      '__proto__',
    ),
    fc.string({ minLength: 1 }),
  )
  fc.assert(
    fc.property(fc.dictionary(name, fc.string(), { noNullPrototype: false }), (env) => {
      const restored = callerEnvironment(disarmedEnvironment(env))
      expect(Object.entries(restored).sort()).toEqual(Object.entries(env).sort())
    }),
  )
})

test.each(['not json', '[1,2]', 'null', '{"A":1,"B":{}}'])('a carrier that is %s adds nothing', (text) => {
  expect({ ...callerEnvironment({ PATH: '/bin', SOTTO_DISARMED: text }) }).toEqual({ PATH: '/bin' })
})

describe.each(Object.entries(BIN))('%s', (_kind, bin) => {
  test.each<[string, Record<string, string>, string[]]>([
    ['NODE_DEBUG', { NODE_DEBUG: 'child_process,net,fs,http,tls' }, []],
    ['DEBUG', { DEBUG: '*' }, []],
    ['report', { NODE_OPTIONS: '--report-uncaught-exception --report-on-signal' }, []],
    ['a preloaded module', { NODE_OPTIONS: '--require=node:os' }, []],
    ['a profile', {}, ['--cpu-prof']],
    ['coverage', { NODE_V8_COVERAGE: 'coverage' }, []],
  ])('says and leaves nothing of its own under %s', async (_name, env, nodeOptions) => {
    const home = temporaryFolder()
    const plain = await runBin(['--version'], { home, bin })
    const armed = await runBin(['--version'], { home, bin, env, nodeOptions })
    expect(armed).toEqual(plain)
  })
})
