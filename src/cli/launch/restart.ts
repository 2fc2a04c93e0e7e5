import { spawn } from 'node:child_process'
import { endAs } from '../../inject/end-as.ts'
import { forwardSignals } from '../../inject/forward-signals.ts'
import { inheritedDescriptors } from '../../inject/inherited-descriptors.ts'
import { holdSignals } from '../../inject/signals.ts'

/**
 * Starts sotto again with `options` for Node and `env`, in this process where the platform can. An inherited
 * descriptor does not outlive that, so with any, and on Windows, a second process does the work and we relay.
 */
export function restart(options: readonly string[], env: NodeJS.ProcessEnv): void {
  const words = [...options, ...process.argv.slice(1)]
  const descriptors = inheritedDescriptors()
  if (process.execve !== undefined && process.platform !== 'win32' && descriptors.length === 0) {
    process.execve(process.execPath, [process.argv0, ...words], env)
  }
  relay(words, env, descriptors)
}

function relay(words: readonly string[], env: NodeJS.ProcessEnv, descriptors: readonly number[]): void {
  // NODE_DEBUG is still in force here, and would print the whole environment of what we spawn.
  process.stderr.write = () => true
  const passed = new Set([0, 1, 2, ...descriptors])
  const stdio = Array.from({ length: Math.max(...passed) + 1 }, (_, fd) => (passed.has(fd) ? fd : 'ignore'))
  const signals = holdSignals()
  const child = spawn(process.execPath, words, { stdio, env })
  forwardSignals(signals, child)
  child.on('exit', (code, signal) => endAs(signal === null ? { code: code ?? 70 } : { signal }))
}
