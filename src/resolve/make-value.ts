import { randomBytes } from 'node:crypto'
import type { SecretDeclaration } from '../schema/types.ts'
import { SecretValue } from '../secret/secret-value.ts'

/** A new random value, as a schema's `generate` describes it. */
export function makeValue({ bytes, encoding }: NonNullable<SecretDeclaration['generate']>): SecretValue {
  return SecretValue.seal(randomBytes(bytes).toString(encoding))
}
