import type { EnvironmentDeclaration } from '../schema/types.ts'

/** The command that fills `name` in `environment`, which is named where `set` would take another one by itself. */
export function setCommand(name: string, { name: environment, isDefault }: EnvironmentDeclaration): string {
  return isDefault ? `sotto set ${name}` : `sotto set ${name} --env ${environment}`
}
