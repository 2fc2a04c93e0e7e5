import { AppError } from '../../errors/app-error.ts'
import { chooseEnvironment } from '../../plan/choose-environment.ts'
import { isShowable } from '../../schema/shown-name.ts'
import type { EnvironmentDeclaration, SecretDeclaration, SecretSchema } from '../../schema/types.ts'
import { admitEnvironment } from '../../scope/admit.ts'
import type { GuardedSecret } from '../../scope/judgement.ts'
import { isSecretName } from '../../secret/secret-name.ts'
import { SecretValue } from '../../secret/secret-value.ts'
import type { Context } from '../context.ts'
import { demandScope } from '../demand-all.ts'
import { type Guarded, guardSecrets } from '../guard-secrets.ts'
import { type InputFault, judgeInput } from '../judge-input.ts'
import { fillValue, isWritable } from '../keep-value.ts'
import { loadSchema } from '../load-schema.ts'
import { placeOf } from '../place-of.ts'
import { setCommand } from '../set-command.ts'
import { type Deletion, deleteImported } from './delete-imported.ts'
import { type DotenvFile, readDotenvFile } from './dotenv-file.ts'
import { isTracked } from './tracked.ts'

/** What `sotto import` was asked for. */
export interface ImportRequest {
  file: string
  schema?: string | undefined
  environment?: string | undefined
  /** Take the imported lines out of the file. */
  delete: boolean
}

/** What became of every entry of the file, by name alone. */
export interface ImportReport {
  environment: string
  imported: readonly { name: string; store: string; wasThere: boolean }[]
  /** Entries that stay where they are, each with the reason. */
  left: readonly { name: string; reason: string; code?: InputFault['code'] }[]
  /** Entries whose name cannot be shown: no secret has such a name, and it may be part of a value. */
  unnamed: number
  deletion?: Deletion
}

type Left = ImportReport['left'][number]

/**
 * Puts the values of a dotenv file where the schema says that they live, as far as that is a personal store in which
 * nothing stands yet. A file that git tracks is refused: its values are known to everybody who has the repository.
 */
export async function importFile(request: ImportRequest, context: Context): Promise<ImportReport> {
  const file = await readDotenvFile(context.cwd, request.file)
  const loaded = await loadSchema(context, request.schema)
  const environment = chooseEnvironment(
    loaded.schema,
    request.environment,
    (name) => `sotto import ${request.file} --env ${name}`,
  )
  demandScope(admitEnvironment(loaded.schema, environment))
  if (await isTracked(file.path)) throw tracked(request.file, file)

  const left: Left[] = []
  const imported: ImportReport['imported'][number][] = []
  const names = namesOf(file)
  const fillable = names.filter((name) => {
    const reason = reasonToLeave(name, file, loaded.schema, environment)
    if (reason !== undefined) left.push({ name, reason })
    return reason === undefined
  })
  if (fillable.length > 0) {
    const guarded = await guardSecrets(loaded, environment, fillable, context)
    for (const secret of guarded.plan.secrets) {
      const value = SecretValue.seal(file.entries.get(secret.name)!)
      const outcome = await importOne(secret, value, guarded, context)
      if ('store' in outcome) imported.push(outcome)
      else left.push(outcome)
    }
  }
  const toDelete = request.delete ? imported.map(({ name }) => name) : []
  return {
    environment: environment.name,
    imported,
    left,
    unnamed: file.entries.size - names.length,
    ...(request.delete && { deletion: await deleteImported(file, toDelete) }),
  }
}

function namesOf({ entries }: DotenvFile): readonly string[] {
  return [...entries.keys()].filter((name) => isSecretName(name) && isShowable(name))
}

/** What can be told without opening a store. */
function reasonToLeave(
  name: string,
  { entries }: DotenvFile,
  schema: SecretSchema,
  environment: EnvironmentDeclaration,
): string | undefined {
  const declaration = schema.secrets.get(name as SecretDeclaration['name'])
  if (declaration === undefined) return 'the schema does not declare it'
  const place = placeOf(declaration, schema, environment)
  if (place === undefined) return `it has no location in ${environment.name}`
  if (!place.type.capabilities.has('write'))
    return `it is kept in ${place.store}, which ${place.type.title} holds`
  return entries.get(name) === '' ? 'it is empty in the file' : undefined
}

async function importOne(
  secret: GuardedSecret,
  value: SecretValue,
  guarded: Guarded,
  { platform }: Context,
): Promise<ImportReport['imported'][number] | Left> {
  const { name, store, declaration } = secret
  if (!isWritable(secret, guarded)) return { name, reason: `${store.name} does not let it be written` }
  const fault = judgeInput(declaration, value, platform)
  if (fault !== undefined) return { name, reason: `its value ${fault.reason}`, code: fault.code }
  const outcome = await fillValue(secret, value, guarded)
  if (outcome === 'other')
    return {
      name,
      reason: `another value is in ${store.name}; to replace it: ${setCommand(name, guarded.plan.plan.environment)}`,
    }
  return { name, store: store.name, wasThere: outcome === 'same' }
}

function tracked(name: string, file: DotenvFile): AppError {
  return new AppError(
    'SECRET_INVALID',
    `git tracks ${name}: everybody who has the repository has its values. Rotate them, and import the new ones.`,
    { secrets: namesOf(file), suggestions: [`git rm --cached ${name}`] },
  )
}
