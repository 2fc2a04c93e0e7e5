import { AppError } from '../errors/app-error.ts'
import { suggestName } from '../schema/suggest-name.ts'
import type { EnvironmentDeclaration, SecretSchema } from '../schema/types.ts'

/**
 * The environment called `name`, or where none is named the default one, or else the only one of class
 * development. Throws USAGE where there is no such environment, or no single one to take.
 *
 * @param commandFor the command that was meant, for the environment that the error suggests
 */
export function chooseEnvironment(
  schema: SecretSchema,
  name: string | undefined,
  commandFor: (environment: string) => string,
): EnvironmentDeclaration {
  const all = [...schema.environments.values()]
  const list = all.map((environment) => environment.name).join(', ')
  if (name !== undefined) {
    const named = schema.environments.get(name)
    if (named === undefined) {
      const near = suggestName(name, schema.environments.keys())
      throw new AppError('USAGE', `The schema declares no such environment. It has: ${list}.`, {
        suggestions: near === undefined ? [] : [commandFor(near)],
      })
    }
    return named
  }
  const defaults = all.filter((environment) => environment.isDefault)
  const candidates = defaults.length > 0 ? defaults : all.filter(({ class: kind }) => kind === 'development')
  const [only, ...others] = candidates
  if (only === undefined || others.length > 0) {
    const first = only ?? all[0]
    throw new AppError('USAGE', `The schema names no single default environment. It has: ${list}.`, {
      suggestions: first === undefined ? [] : [commandFor(first.name)],
    })
  }
  return only
}
