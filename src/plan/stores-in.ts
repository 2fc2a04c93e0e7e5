import type { EnvironmentDeclaration, SecretSchema } from '../schema/types.ts'
import type { SecretName } from '../secret/secret-name.ts'

/** Names of the stores in which the secrets of `environment` live; of those in `only` where it is given. */
export function storesIn(
  { secrets }: SecretSchema,
  environment: EnvironmentDeclaration,
  only?: readonly string[],
): ReadonlySet<string> {
  const names = only === undefined ? [...secrets.keys()] : (only as readonly SecretName[])
  return new Set(names.flatMap((name) => secrets.get(name)?.locations.get(environment.name)?.store ?? []))
}
