import { AppError } from '../errors/app-error.ts'
import { suggestName } from '../schema/suggest-name.ts'
import type { SecretDeclaration, SecretSchema } from '../schema/types.ts'
import type { SecretName } from '../secret/secret-name.ts'

/** The secret that the schema declares under `name`. Throws USAGE with the nearest one that it does. */
export function findSecret(schema: SecretSchema, name: string): SecretDeclaration {
  const declaration = schema.secrets.get(name as SecretName)
  if (declaration === undefined) {
    const near = suggestName(name, schema.secrets.keys())
    throw new AppError('USAGE', 'The schema declares no secret of this name.', {
      suggestions: near === undefined ? ['sotto check'] : [`sotto explain ${near}`],
    })
  }
  return declaration
}
