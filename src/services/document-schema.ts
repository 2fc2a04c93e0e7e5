import { chooseEnvironment } from '../plan/choose-environment.ts'
import type { SecretSchema } from '../schema/types.ts'
import { writeCatalogue } from './catalogue.ts'
import type { Context } from './context.ts'
import { loadSchema } from './load-schema.ts'
import { writeDeclarations } from './type-declarations.ts'
import { writeGenerated } from './write-generated.ts'

/** What is written from a schema, and where to. */
export interface DocumentRequest {
  kind: 'catalogue' | 'types'
  schema?: string | undefined
  env?: string | undefined
  /** Absent: nothing is written, the text itself is the answer. */
  write?: string | undefined
  check: boolean
}

/** Writes, prints or compares what follows from the schema alone. */
export async function documentSchema(
  request: DocumentRequest,
  context: Context,
): Promise<{ message: string; isStale: boolean }> {
  const { schema } = await loadSchema(context, request.schema)
  const text = WRITERS[request.kind](schema, request.env)
  if (request.write === undefined) {
    return { message: text, isStale: false }
  }
  const { cwd, invocation } = context
  const outcome = await writeGenerated(request.write, `${text}\n`, { cwd, check: request.check })
  const command = `${invocation} ${request.kind === 'types' ? 'types' : 'docs'} --write ${request.write}`
  const message = {
    current: `${request.write} is up to date.`,
    written: `${request.write} was written.`,
    stale: `${request.write} is stale. Try: ${command}`,
  }[outcome]
  return { message, isStale: outcome === 'stale' }
}

const WRITERS: Readonly<
  Record<DocumentRequest['kind'], (schema: SecretSchema, environment?: string) => string>
> = {
  catalogue: writeCatalogue,
  types: (schema, environment) =>
    writeDeclarations(
      schema,
      chooseEnvironment(schema, environment, (name) => `sotto types --env ${name}`).name,
    ),
}
