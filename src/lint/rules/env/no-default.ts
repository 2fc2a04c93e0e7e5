import type { SchemaRule } from '../../rule.ts'

export const envNoDefault: SchemaRule = {
  meta: {
    id: 'env/no-default',
    severity: 'warning',
    rationale:
      'Everybody has to name the environment at every command, and somebody will name the wrong one.',
    docs: 'Exactly one environment of class `development` should be marked `"default": true`.',
  },
  over: 'schema',
  *check({ environments }) {
    const development = [...environments.values()].filter(
      (environment) => environment.class === 'development',
    )
    const defaults = development.filter((environment) => environment.isDefault)
    if (defaults.length === 1) return
    const at = { pointer: '/environments', atName: true }
    if (development.length === 0) {
      const hint = 'Declare one of class "development".'
      yield { message: 'The schema has no development environment.', hint, at }
    } else if (defaults.length === 0) {
      const hint = `Add "default": true to ${development[0]!.name}.`
      yield { message: 'No development environment is the default.', hint, at }
    } else {
      const hint = 'Keep "default": true in one of them.'
      yield { message: 'More than one environment is the default.', hint, at }
    }
  },
}
