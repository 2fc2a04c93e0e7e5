import { buildEnvironment } from '../inject/environment.ts'
import type { Launch } from '../inject/launch.ts'
import { runTarget } from '../inject/run-target.ts'
import type { TargetEnd } from '../inject/target.ts'
import type { Plan } from '../plan/plan.ts'
import { compileRedactor, type Redactor } from '../redact/redactor.ts'
import { relay } from '../redact/relay.ts'
import type { HeldLeases } from '../resolve/leases.ts'
import type { ReleasedValues } from '../secret/released-values.ts'
import type { SecretName } from '../secret/secret-name.ts'
import { SecretValue } from '../secret/secret-value.ts'
import type { Context } from './context.ts'

/** The command to run and how. */
export interface TargetRequest {
  command: string
  args: readonly string[]
  /** Names whose inherited value is kept. */
  preserve: readonly string[]
  pristine: boolean
  redact: boolean
  dieWithParent: boolean
}

/** What the pipeline has come to. */
export interface Gathered {
  plan: Plan
  released: ReleasedValues
  /** From these variables the stores took their credentials: the target does without. */
  credentialVariables: ReadonlySet<string>
  leases: HeldLeases
  /** Names of values that did not exist before. */
  generated: readonly SecretName[]
}

/** Hands the released values to the target and resolves when it has ended. Throws what `inject` throws. */
export async function startTarget(
  request: TargetRequest,
  { plan, released, credentialVariables, leases, generated }: Gathered,
  launch: Launch,
  context: Context,
): Promise<TargetEnd> {
  const { command, args, preserve } = request
  const note = (line: string) => context.stderr.write(`sotto: ${line}\n`)
  for (const name of preserve) {
    if (credentialVariables.has(name) && context.env[name] !== undefined) {
      note(`${name} is not preserved: a store of this run signs in with it`)
    }
  }
  const environment = buildEnvironment({
    caller: context.env,
    released,
    declared: plan.schema.secrets.keys(),
    preserve: new Set(preserve),
    removed: credentialVariables,
    pristine: request.pristine,
    argv: [command, ...args],
    platform: context.platform,
  })
  const redactor = request.redact ? compileRedactor(secretsOf(released, preserve, context)) : undefined
  if (redactor !== undefined) noteUnredacted(redactor, note)
  for (const name of generated) {
    note(`${name} did not exist yet: a new value was generated and is kept for later runs`)
  }
  context.yieldSignals()
  return runTarget(
    { through: [], command, args, cwd: context.cwd, environment },
    {
      launch,
      redaction: redactor && {
        isEmpty: redactor.isEmpty,
        relay: (source, openSink) => relay(source, openSink, redactor),
      },
      dieWithParent: request.dieWithParent,
      nothingLeftToDo: leases.isEmpty,
      note,
    },
  )
}

/** What is redacted: everything released, and what the caller's environment keeps by request. */
function* secretsOf(
  released: ReleasedValues,
  preserve: readonly string[],
  context: Context,
): Iterable<readonly [string, SecretValue]> {
  yield* released
  for (const name of preserve) {
    const inherited = context.env[name]
    if (inherited !== undefined) {
      yield [name, SecretValue.seal(inherited)]
    }
  }
}

function noteUnredacted({ unredacted }: Redactor, note: (line: string) => void): void {
  if (unredacted.length > 0) {
    note(`too short or too common to be redacted in the output: ${unredacted.join(', ')}`)
  }
}
