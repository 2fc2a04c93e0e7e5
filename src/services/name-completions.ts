import type { Context } from './context.ts'
import { loadSchema } from './load-schema.ts'

/** What a shell can be told of the schema while a line is being typed. */
export const NAME_KINDS = ['secrets', 'environments'] as const

/**
 * The names of one kind in the schema, sorted; none where there is no sound schema. A shell shows no errors, and
 * evaluates what it is given: only a sound schema's names are known to be letters, digits, `_` and `-`.
 */
export async function listNames(
  kind: string,
  schemaFile: string | undefined,
  context: Context,
): Promise<readonly string[]> {
  try {
    const { schema } = await loadSchema(context, schemaFile)
    return [...(kind === 'secrets' ? schema.secrets : schema.environments).keys()].sort()
  } catch {
    return []
  }
}
