import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { layRepository, personalSchema } from '../support/repository.ts'
import { ROOT } from '../support/run-bin.ts'

/** A repository, and a copy of the built CLI that its target may take away, as `npm ci` does. */
function withOwnCopy() {
  const repository = layRepository(personalSchema({ API_KEY: { generate: { bytes: 24, encoding: 'hex' } } }))
  const copy = join(repository.home, 'sotto')
  for (const folder of ['bin', 'dist']) cpSync(join(ROOT, folder), join(copy, folder), { recursive: true })
  return { ...repository, bin: join(copy, 'bin/run.js'), remove: `rm -rf ${copy}/dist` }
}

test('a target that removes our files is redacted all the same, and ends as it ends', async () => {
  const { sotto, bin, remove } = withOwnCopy()
  const ran = await sotto(['run', '--', 'sh', '-c', `${remove}; echo "$API_KEY"; exit 3`], { bin })
  expect(ran).toMatchObject({ status: 3, stdout: '[redacted]\n' })
})

test.each([[[]], [['--no-redact']]])('and gets its signals (%j)', async (flags) => {
  const { root, home, bin, remove } = withOwnCopy()
  const script = `${remove}; trap 'exit 9' INT; echo ready; while :; do sleep 0.05; done`
  const child = spawn(process.execPath, [bin, 'run', ...flags, '--', 'sh', '-c', script], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  onTestFinished(() => endGroup(child.pid!))
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  expect(await ended).toEqual([9, null])
})

/** Where sotto has failed its target, nobody else ends that. */
function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // All have ended.
  }
}
