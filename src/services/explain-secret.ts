import { buildPlan } from '../plan/build-plan.ts'
import type {
  EnvironmentDeclaration,
  LocationDeclaration,
  SecretDeclaration,
  SecretSchema,
} from '../schema/types.ts'
import { admit, admitEnvironment } from '../scope/admit.ts'
import type { Settings } from '../settings/settings.ts'
import { STORE_TYPES } from '../stores/registry.ts'
import { approve } from '../trust/approve.ts'
import type { ApprovedSchema } from '../trust/approved-schema.ts'
import type { Context } from './context.ts'
import { findSecret } from './find-secret.ts'
import { loadSchema } from './load-schema.ts'

/** What is known of a secret without opening any store. */
export interface Explanation {
  name: string
  purpose?: string
  owner?: string
  kind?: string
  format?: string
  access?: string
  rotation?: { every?: string; procedure?: string }
  generated: boolean
  deprecated?: { since?: string; removeBy?: string; instead?: string }
  environments: readonly ExplainedEnvironment[]
}

export interface ExplainedEnvironment {
  environment: string
  required: boolean
  /** Absent where it is required and has none. */
  location?: string
  /** Title of the store's type. */
  store?: string
  /** Why it is never released from here; absent: what the schema says is in scope, and the store is to prove the rest. */
  refusal?: string
}

/** Everything that the schema says of one secret, and what the first two locks make of it. Opens no store. */
export async function explainSecret(
  name: string,
  schemaFile: string | undefined,
  context: Context,
): Promise<Explanation> {
  const { schema, settings } = await loadSchema(context, schemaFile)
  const declaration = findSecret(schema, name)
  const { folders, user, env, now } = context
  const world = { folders, user, env, now, prompt: undefined }
  const { approved } = await approve(schema, settings, world, new Set())
  const { purpose, owner, kind, format, access, rotation, deprecated } = declaration
  return {
    name: declaration.name,
    ...(purpose !== undefined && { purpose }),
    ...(owner !== undefined && { owner }),
    ...(kind !== undefined && { kind }),
    ...(format !== undefined && { format }),
    ...(access !== undefined && { access }),
    ...(rotation !== undefined && { rotation }),
    ...(deprecated !== undefined && { deprecated }),
    generated: declaration.generate !== undefined,
    environments: await Promise.all(
      [...schema.environments.values()]
        .filter(({ name: here }) => declaration.locations.has(here) || declaration.requiredIn.has(here))
        .map((environment) => explainEnvironment(declaration, environment, approved, settings)),
    ),
  }
}

async function explainEnvironment(
  declaration: SecretDeclaration,
  environment: EnvironmentDeclaration,
  approved: ApprovedSchema,
  settings: Settings,
): Promise<ExplainedEnvironment> {
  const location = declaration.locations.get(environment.name)
  const refusal = await findRefusal(declaration, environment, approved, settings)
  return {
    environment: environment.name,
    required: declaration.requiredIn.has(environment.name),
    ...(location && describeLocation(location, approved.schema)),
    ...(refusal !== undefined && { refusal }),
  }
}

function describeLocation({ store: name, text }: LocationDeclaration, { stores }: SecretSchema) {
  const { type } = stores.get(name)!
  return { location: `${name}:${text}`, store: STORE_TYPES.get(type)?.title ?? type }
}

async function findRefusal(
  { name, locations }: SecretDeclaration,
  environment: EnvironmentDeclaration,
  approved: ApprovedSchema,
  settings: Settings,
): Promise<string | undefined> {
  const closed = admitEnvironment(approved.schema, environment).find((refusal) => refusal.name === name)
  if (closed !== undefined) {
    return closed.message
  }
  if (!locations.has(environment.name)) {
    return `it is required in ${environment.name} and has no location there`
  }
  const plan = await buildPlan(approved, { environment, only: [name] }, STORE_TYPES)
  const untrusted = plan.untrusted[0]
  return untrusted === undefined
    ? admit(plan, settings).refusals[0]?.message
    : `the store ${untrusted.store} is not approved for this repository yet`
}
