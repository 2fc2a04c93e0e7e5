import type { EnvironmentDeclaration, SecretSchema } from '../schema/types.ts'

/** Names of the stores in which the secrets of `environment` live; of those in `only` where it is given. */
export function storesIn(
  { secrets }: SecretSchema,
  environment: EnvironmentDeclaration,
  only?: readonly string[],
): ReadonlySet<string> {
  const wanted = [...secrets.values()].filter(({ name }) => only === undefined || only.includes(name))
  return new Set(wanted.flatMap(({ locations }) => locations.get(environment.name)?.store ?? []))
}
