import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { watch } from '../e2e/fidelity/harness/running.ts'

const SIGNALLED = join(import.meta.dirname, '../fixtures/witness-signals.ts')

test('a witness tells of no signal that came before it stood by', async () => {
  const running = watch(spawn(process.execPath, [SIGNALLED], { detached: true }))
  await running.ended
  expect(JSON.parse(running.stdout().toString())).toEqual({
    early: 'nobody knows',
    toAll: true,
    alone: false,
  })
})
