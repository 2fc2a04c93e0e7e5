import type { SecretSchema } from '../schema/types.ts'
import type { Folders } from '../settings/folders.ts'
import type { Settings } from '../settings/settings.ts'
import type { Prompter } from '../stores/store.ts'
import { placeOf, type TrustPlace, type TrustState, writeApproval } from './approvals.ts'
import type { ApprovedSchema, TrustRefusal } from './approved-schema.ts'
import { bindFirst, boundRoots } from './bindings.ts'
import { askForApproval } from './question.ts'
import { type Standing, standingOf } from './standing.ts'
import { personalStores, sharedStores } from './subject.ts'

/** What trust needs to know of the world; `services/context.ts` has it all. */
export interface TrustContext {
  env: Readonly<Record<string, string | undefined>>
  folders: Pick<Folders, 'state'>
  user: { uid: number | undefined }
  /** Absent: nobody is there, or the command never asks. */
  prompt: Prompter | undefined
  now(): Date
}

/**
 * Says which of the schema's stores this user lets this repository open. Shared stores need an approval of exactly
 * what the schema says of them, for which the person at the terminal is asked; personal stores are bound to the
 * first repository that uses the project's name. Connects to nothing.
 *
 * @param opening names of the stores that the command is about to open; all others are judged as they stand, and
 * neither asked about nor bound
 * @throws AppError STORE_UNTRUSTED where approvals cannot be kept safely, RUNTIME_UNSUPPORTED where not at all
 */
export async function approve(
  schema: SecretSchema,
  settings: Settings,
  context: TrustContext,
  opening: ReadonlySet<string> = new Set(schema.stores.keys()),
): Promise<{ approved: ApprovedSchema; refusals: readonly TrustRefusal[] }> {
  const place = await placeOf(schema)
  const refusals = [
    ...(await approveShared(schema, place, settings, context, opening)),
    ...(await approvePersonal(schema, place.root, stateOf(context), opening)),
  ]
  const refused = new Set(refusals.map(({ store }) => store))
  const opened = [...schema.stores.values()].filter(
    ({ name, productionOnly }) => !productionOnly && !refused.has(name),
  )
  const approved = Object.freeze({ schema, stores: new Set(opened.map(({ name }) => name)) })
  return { approved: approved as unknown as ApprovedSchema, refusals }
}

async function approveShared(
  schema: SecretSchema,
  place: TrustPlace,
  settings: Settings,
  context: TrustContext,
  opening: ReadonlySet<string>,
): Promise<readonly TrustRefusal[]> {
  if (sharedStores(schema).every(({ productionOnly }) => productionOnly)) {
    return []
  }
  const state = stateOf(context)
  const standing = await standingOf(schema, place, settings, state, context.env.SOTTO_TRUST)
  const isAsked = standing.missing.some((name) => opening.has(name)) && !standing.pinnedElsewhere
  // Looking for somebody to ask opens the terminal, so it comes last.
  const { prompt } = isAsked ? context : { prompt: undefined }
  if (prompt !== undefined && (await askForApproval(prompt, place, standing))) {
    await writeApproval(state, place, standing.subject, context.now())
    return []
  }
  return standing.missing.map((store) => ({ store, message: explain(store, standing) }))
}

async function approvePersonal(
  schema: SecretSchema,
  root: string,
  state: TrustState,
  opening: ReadonlySet<string>,
): Promise<readonly TrustRefusal[]> {
  const personal = personalStores(schema)
  if (personal.length === 0) {
    return []
  }
  const { project } = schema
  const isUsed = personal.some(({ name }) => opening.has(name))
  const bound = await boundRoots(state, project)
  const isFirst = isUsed && bound.length === 0
  if (isFirst) {
    await bindFirst(state, project, root)
  }
  const roots = isFirst ? await boundRoots(state, project) : bound
  if (roots.includes(root) || (!isUsed && roots.length === 0)) {
    return []
  }
  const others = roots.join(' and ') || 'another folder'
  return personal.map(({ name }) => ({
    store: name,
    message: `the personal store ${name} of project ${project} belongs to ${others}`,
  }))
}

/** Where the user's approvals are kept. */
export function stateOf({ folders, user, env }: Pick<TrustContext, 'folders' | 'user' | 'env'>): TrustState {
  return { folder: folders.state, uid: user.uid, env }
}

function explain(store: string, { previous, pinnedElsewhere, subject }: Standing): string {
  if (pinnedElsewhere) {
    return `the store ${store} is not what SOTTO_TRUST pins: the schema's hash is ${subject.hash}`
  }
  return previous === undefined
    ? `the store ${store} is not approved for this repository`
    : `the stores or environments have changed since ${store} was approved for this repository`
}
