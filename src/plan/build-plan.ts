import { AppError } from '../errors/app-error.ts'
import { suggestName } from '../schema/suggest-name.ts'
import type {
  EnvironmentDeclaration,
  LocationDeclaration,
  SchemaProblem,
  SecretDeclaration,
  SecretSchema,
} from '../schema/types.ts'
import type { SecretName } from '../secret/secret-name.ts'
import type { SecretReference } from '../stores/store.ts'
import type { StoreType } from '../stores/store-type.ts'
import type { ApprovedSchema } from '../trust/approved-schema.ts'
import type { Plan, PlannedSecret } from './plan.ts'
import { type ReadStores, readStores } from './read-stores.ts'

export interface PlanRequest {
  environment: EnvironmentDeclaration
  /** Names given to `--only`; absent: all. */
  only?: readonly string[]
}

/**
 * Decides what would be fetched from where. No I/O, no clock. Throws USAGE for a name in `only` that is not
 * declared, STORE_MISCONFIGURED and SCHEMA_INVALID for options and locations that the store's type refuses.
 */
export async function buildPlan(
  approved: ApprovedSchema,
  request: PlanRequest,
  types: ReadonlyMap<string, StoreType>,
): Promise<Plan> {
  const { schema } = approved
  const { name } = request.environment
  const wanted = chooseSecrets(schema, request)
  const describe = (declaration: SecretDeclaration) => ({
    declaration,
    required: declaration.requiredIn.has(name),
    location: declaration.locations.get(name),
  })
  const unplaced: Described[] = []
  const untrusted: Placed[] = []
  const placed: Placed[] = []
  for (const { location, ...described } of wanted.map(describe)) {
    if (location === undefined) {
      unplaced.push(described)
    } else {
      // No approval could open a store that is production only: it is for scope to refuse, with the way out.
      const isJudged =
        approved.stores.has(location.store) || schema.stores.get(location.store)?.productionOnly
      const list = isJudged ? placed : untrusted
      list.push({ ...described, location, store: location.store })
    }
  }
  const plan = {
    schema,
    environment: request.environment,
    secrets: await placeSecrets(placed, request.environment, schema, readStores(schema, types)),
    unplaced,
    untrusted,
  }
  return Object.freeze(plan) as unknown as Plan
}

interface Described {
  declaration: SecretDeclaration
  required: boolean
}

interface Placed extends Described {
  location: LocationDeclaration
  store: string
}

function chooseSecrets(
  schema: SecretSchema,
  { only, environment }: PlanRequest,
): readonly SecretDeclaration[] {
  if (only === undefined) {
    return [...schema.secrets.values()]
  }
  const unknown = only.filter((name) => !schema.secrets.has(name as SecretName))
  if (unknown.length > 0) {
    const meant = only.map((name) =>
      schema.secrets.has(name as SecretName) ? name : suggestName(name, schema.secrets.keys()),
    )
    const where = environment.isDefault ? '' : ` --env ${environment.name}`
    throw new AppError('USAGE', `The schema declares no secret of this name: ${unknown.join(', ')}.`, {
      suggestions: meant.includes(undefined)
        ? ['sotto check']
        : [`sotto run${where} --only ${meant.join(',')} -- COMMAND`],
    })
  }
  return [...new Set(only)].map((name) => schema.secrets.get(name as SecretName)!)
}

async function placeSecrets(
  placed: readonly Placed[],
  environment: EnvironmentDeclaration,
  schema: SecretSchema,
  stores: ReadStores,
): Promise<readonly PlannedSecret[]> {
  const problems: SchemaProblem[] = []
  const secrets = placed.flatMap(({ declaration, required, location }) => {
    const { store, type, options } = stores(location.store)
    const { name } = declaration
    const text = location.text
      .replaceAll('{project}', schema.project)
      .replaceAll('{environment}', environment.name)
    const reference = readReference(type, text)
    if (typeof reference === 'string') {
      problems.push(refusal(reference, type, location))
      return []
    }
    if (location.version !== undefined && !type.capabilities.has('versions')) {
      const message = `A version is pinned, and a store of type ${type.type} keeps none.`
      problems.push(refusal(message, type, location))
      return []
    }
    const pinned = location.version === undefined ? reference : { ...reference, version: location.version }
    const planned: PlannedSecret = {
      name,
      declaration,
      required,
      store,
      type,
      options,
      reference: pinned,
      location: type.locate(pinned, options),
      pointer: location.pointer,
    }
    return [Object.freeze(planned)]
  })
  if (problems.length > 0) {
    const { describeProblems } = await import('../schema/describe-problems.ts')
    throw describeProblems(schema, { text: schema.text, problems })
  }
  return secrets
}

function refusal(message: string, { type }: StoreType, { pointer }: LocationDeclaration): SchemaProblem {
  return { rule: 'location/syntax', message, hint: `docs/stores/${type}.md has the grammar.`, pointer }
}

function readReference(type: StoreType, text: string): SecretReference | string {
  try {
    return type.parseReference(text)
  } catch (error) {
    return error instanceof AppError ? error.message : 'The store refuses it.'
  }
}
