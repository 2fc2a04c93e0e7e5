import { SecretValue } from '../../../src/secret/secret-value.ts'
import type { Prompter } from '../../../src/stores/store.ts'

/** Somebody at the terminal who types a name and a password, and has no browser. */
export function personAt(name: string, password: string): Prompter {
  return {
    ask: async () => name,
    askSecret: async () => SecretValue.seal(password),
    show: () => undefined,
  }
}
