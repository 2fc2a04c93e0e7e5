/** An IAM policy, as far as policies for reading need the language. */
export interface Policy {
  Statement: readonly Statement[]
}

interface Statement {
  Effect: 'Allow'
  Action: string | readonly string[]
  Resource: string | readonly string[]
  Condition?: { StringEquals: Readonly<Record<string, string>> }
}

/** One thing that somebody does. Absent `resource`: the action takes none. */
export interface Deed {
  action: string
  resource?: string
  /** What a condition or a variable can name: `aws:PrincipalTag/developer`. */
  context: Readonly<Record<string, string>>
}

/** Whether some statement allows it, for nothing is allowed by default. */
export function allows({ Statement }: Policy, { action, resource, context }: Deed): boolean {
  return Statement.some(
    ({ Action, Resource, Condition }) =>
      listed(Action).includes(action) &&
      listed(Resource).some((pattern) => matches(fillIn(pattern, context), resource ?? '*')) &&
      Object.entries(Condition?.StringEquals ?? {}).every(([key, value]) => context[key] === value),
  )
}

/** Every action that it names. */
export function actionsOf({ Statement }: Policy): string[] {
  return Statement.flatMap(({ Action }) => listed(Action))
}

/** The same policy without one action. */
export function without(policy: Policy, action: string): Policy {
  const kept = policy.Statement.map((statement) => ({
    ...statement,
    Action: listed(statement.Action).filter((one) => one !== action),
  }))
  return { Statement: kept }
}

function fillIn(pattern: string, context: Deed['context']): string {
  return pattern.replaceAll(/\$\{([^}]+)\}/g, (_, key: string) => context[key] ?? 'nothing-is-called-so')
}

function matches(pattern: string, resource: string): boolean {
  const source = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${source}$`).test(resource)
}

function listed(given: string | readonly string[]): readonly string[] {
  return typeof given === 'string' ? [given] : given
}
