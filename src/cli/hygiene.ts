import type { Environment } from '../services/context.ts'

/**
 * Takes a copy of the caller's environment, which is what the target will get, and then frees our own process of
 * the variables that make Node or a store's SDK print or write what it handles. Call it before any other import.
 */
export function takeCallerEnvironment(): Environment {
  const caller: Record<string, string | undefined> = Object.assign(Object.create(null), process.env)
  for (const name of ['DEBUG', 'NODE_DEBUG']) delete process.env[name]
  return caller
}
