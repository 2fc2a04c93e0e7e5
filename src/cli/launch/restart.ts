import { spawn } from 'node:child_process'
import { inheritedDescriptors } from '../../inject/inherited-descriptors.ts'

/** Signals that a caller sends to the process it knows. ^C and ^\ reach the whole foreground group by themselves. */
const RELAYED = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT', 'SIGALRM'] as const
const SHARED = ['SIGINT', 'SIGQUIT'] as const

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
  const stdio: ('inherit' | 'ignore' | number)[] = ['inherit', 'inherit', 'inherit']
  for (const descriptor of descriptors) {
    while (stdio.length < descriptor) stdio.push('ignore')
    stdio.push(descriptor)
  }
  const child = spawn(process.execPath, words, { stdio, env })
  for (const name of RELAYED) process.on(name, () => child.kill(name))
  for (const name of SHARED) process.on(name, () => {})
  child.on('exit', (code, signal) => {
    if (signal !== null) for (const name of [...RELAYED, ...SHARED]) process.removeAllListeners(name)
    if (signal !== null) process.kill(process.pid, signal)
    else process.exit(code ?? 70)
  })
}
