import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stoppable } from '../../src/inject/stoppable.ts'
import { eventually, statusField } from '../e2e/fidelity/harness/observe.ts'

const FOLLOWER = join(import.meta.dirname, '../fixtures/follow-stopped.ts')

test('we stop with a target that had stopped before anybody listened', async () => {
  // Only a shell that minds its jobs gives a stop its meaning.
  const script = 'set -m; "$@" & read line; kill -KILL -$!'
  const shell = spawn('bash', ['-c', script, 'bash', process.execPath, FOLLOWER], { detached: true })
  const [said] = await once(shell.stdout, 'data')
  const [ours, target] = String(said).split(' ').map(Number) as [number, number]
  await eventually('we have stopped', () => statusField(ours, 'State') === 'T')
  process.kill(target, 'SIGKILL')
  shell.stdin.end('\n')
  await once(shell, 'close')
})

test('what must be stoppable is so, and listeners are back afterwards', () => {
  const listener = () => {}
  process.on('SIGTSTP', listener)
  expect(stoppable(() => process.listenerCount('SIGTSTP'))).toBe(0)
  expect(() =>
    stoppable(() => {
      throw new Error('failed')
    }),
  ).toThrow('failed')
  expect(process.listeners('SIGTSTP')).toEqual([listener])
  process.off('SIGTSTP', listener)
})
