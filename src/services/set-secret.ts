import { AppError } from '../errors/app-error.ts'
import { largestValue } from '../inject/limits.ts'
import { chooseEnvironment } from '../plan/choose-environment.ts'
import type { SecretDeclaration, SecretSchema } from '../schema/types.ts'
import { admitEnvironment } from '../scope/admit.ts'
import { SecretValue } from '../secret/secret-value.ts'
import type { Context } from './context.ts'
import { demandScope } from './demand-all.ts'
import { findSecret } from './find-secret.ts'
import { guardSecrets } from './guard-secrets.ts'
import { judgeInput } from './judge-input.ts'
import { isWritable, replaceValue } from './keep-value.ts'
import { loadSchema } from './load-schema.ts'
import { type Place, placeOf } from './place-of.ts'

/** What `sotto set` was asked for. */
export interface SetRequest {
  name: string
  schema?: string | undefined
  environment?: string | undefined
  /** Make a value as the schema says instead of asking for one. */
  generate: boolean
}

/** Where a value was put. */
export interface SetReport {
  name: string
  environment: string
  store: string
}

/**
 * Puts one value in the personal store that the schema names for it. The place is opened and judged before anybody
 * is asked, the value before it is kept, and what was kept is read back.
 */
export async function setSecret(request: SetRequest, context: Context): Promise<SetReport> {
  const loaded = await loadSchema(context, request.schema)
  const declaration = findSecret(loaded.schema, request.name)
  if (request.generate && declaration.generate === undefined) {
    throw new AppError('USAGE', `The schema does not say how ${declaration.name} is generated.`, {
      secrets: [declaration.name],
      suggestions: [`sotto set ${declaration.name}`],
    })
  }
  const environment = chooseEnvironment(
    loaded.schema,
    request.environment,
    (name) => `sotto set ${declaration.name} --env ${name}`,
  )
  demandScope(admitEnvironment(loaded.schema, environment, [declaration.name]))
  const place = placeOf(declaration, loaded.schema, environment)
  if (place === undefined) throw unplaced(declaration, loaded.schema, environment.name)
  if (!place.type.capabilities.has('write')) throw readOnly(declaration, place)

  const { name } = declaration
  const guarded = await guardSecrets(loaded, environment, [name], context)
  const secret = guarded.plan.secrets[0]!
  if (!isWritable(secret, guarded)) throw readOnly(declaration, place)
  const value = await newValue(declaration, request.generate, context)
  const fault = judgeInput(declaration, value, context.platform)
  if (fault !== undefined) {
    throw new AppError(fault.code, `The value for ${name} ${fault.reason}; nothing was kept.`, {
      secrets: [name],
      suggestions: [`sotto explain ${name}`],
    })
  }
  await replaceValue(secret, value, guarded)
  return { name, environment: environment.name, store: secret.store.name }
}

async function newValue(
  { name, generate }: SecretDeclaration,
  isGenerated: boolean,
  context: Context,
): Promise<SecretValue> {
  if (isGenerated) {
    const { makeValue } = await import('../resolve/make-value.ts')
    return makeValue(generate!)
  }
  const piped = await context.readStdin(largestValue(context.platform) + LINE_END)
  if (piped !== undefined) return SecretValue.seal(withoutLineEnd(piped))
  if (context.prompt === undefined) {
    throw new AppError('USAGE', 'There is no terminal to ask at, and nothing on stdin.', { secrets: [name] })
  }
  return context.prompt.askSecret(`${name} (not shown): `)
}

/** Bytes that {@link withoutLineEnd} takes at most. */
const LINE_END = 2

/** `echo` and most programs end what they print with a line end that is not meant. One goes, and nothing else. */
function withoutLineEnd(bytes: Buffer): Buffer {
  if (bytes.at(-1) !== 0x0a) return bytes
  return bytes.subarray(0, bytes.at(-2) === 0x0d ? -2 : -1)
}

function unplaced(
  { name, locations }: SecretDeclaration,
  schema: SecretSchema,
  environment: string,
): AppError {
  const others = [...locations.keys()].filter(
    (other) => schema.environments.get(other)?.class === 'development',
  )
  return new AppError('USAGE', `${name} has no location in ${environment}.`, {
    secrets: [name],
    suggestions:
      others.length > 0
        ? others.map((other) => `sotto set ${name} --env ${other}`)
        : [`sotto explain ${name}`],
  })
}

/** Says where the value is changed instead. */
function readOnly({ name, owner }: SecretDeclaration, { type, text }: Place): AppError {
  const whose = owner === undefined ? '' : `; its owner is ${owner}`
  return new AppError(
    'STORE_READ_ONLY',
    `${name} is not yours to set: it is changed in ${type.title}, at ${text}${whose}.`,
    { secrets: [name], suggestions: [`sotto explain ${name}`] },
  )
}
