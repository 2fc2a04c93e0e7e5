import { AppError } from '../errors/app-error.ts'
import type { SecretSchema } from '../schema/types.ts'
import {
  placeOf,
  removeApproval,
  type TrustPlace,
  type TrustState,
  writeApproval,
} from '../trust/approvals.ts'
import { stateOf } from '../trust/approve.ts'
import { bindAlso, boundRoots, unbind } from '../trust/bindings.ts'
import { describeSubject } from '../trust/description.ts'
import { askForApproval, askForBinding } from '../trust/question.ts'
import { type Standing, standingOf } from '../trust/standing.ts'
import { personalStores } from '../trust/subject.ts'
import type { Context } from './context.ts'
import { loadSchema } from './load-schema.ts'

/** How the repository stands with what its user has approved. */
export interface RepositoryTrust {
  place: TrustPlace
  project: string
  standing: Standing
  /** The repositories whose personal stores this one claims without being among them; else empty. */
  claimedFrom: readonly string[]
  /** All that there is to approve, for people. */
  description: string
}

/** Looks, asks nothing and changes nothing. `file` is the schema's path; absent: the nearest. */
export async function showTrust(context: Context, file: string | undefined): Promise<RepositoryTrust> {
  const { schema, settings } = await loadSchema(context, file)
  const place = await placeOf(schema)
  const state = stateOf(context)
  const standing = await standingOf(schema, place, settings, state, context.env.SOTTO_TRUST)
  return {
    place,
    project: schema.project,
    standing,
    claimedFrom: await findClaim(schema, place.root, state),
    description: describeSubject(standing.subject, place),
  }
}

/**
 * Asks the person at the terminal for everything that is not approved yet, and keeps the answers. Resolves with
 * how things stood before; throws STORE_UNTRUSTED where nobody is there or the answer is no.
 */
export async function trustRepository(context: Context, file: string | undefined): Promise<RepositoryTrust> {
  const trust = await showTrust(context, file)
  const { place, project, standing, claimedFrom } = trust
  if (standing.missing.length > 0) {
    const prompt = demandPrompt(context, standing)
    demandYes(await askForApproval(prompt, place, standing))
    await writeApproval(stateOf(context), place, standing.subject, context.now())
  }
  if (claimedFrom.length > 0) {
    const prompt = demandPrompt(context, standing)
    demandYes(await askForBinding(prompt, place.root, project, claimedFrom))
    await bindAlso(stateOf(context), project, place.root)
  }
  return trust
}

/** Forgets everything that was approved for the repository. Personal values stay where they are. */
export async function revokeTrust(context: Context, file: string | undefined): Promise<RepositoryTrust> {
  const trust = await showTrust(context, file)
  await removeApproval(stateOf(context), trust.place)
  await unbind(stateOf(context), trust.project, trust.place.root)
  return trust
}

async function findClaim(schema: SecretSchema, root: string, state: TrustState): Promise<readonly string[]> {
  const bound = personalStores(schema).length > 0 ? await boundRoots(state, schema.project) : []
  return bound.includes(root) ? [] : bound
}

function demandPrompt({ prompt }: Context, { pinnedElsewhere, subject }: Standing) {
  if (pinnedElsewhere) {
    throw new AppError('STORE_UNTRUSTED', 'SOTTO_TRUST pins other stores than this schema has', {
      suggestions: ['sotto trust --print', `export SOTTO_TRUST=${subject.hash}`],
    })
  }
  if (prompt === undefined) {
    throw new AppError('STORE_UNTRUSTED', 'Nobody is at a terminal to approve these stores', {
      suggestions: ['sotto trust --print', `export SOTTO_TRUST=${subject.hash}`],
    })
  }
  return prompt
}

function demandYes(answer: boolean): void {
  if (!answer) {
    throw new AppError('STORE_UNTRUSTED', 'Not approved; nothing was changed')
  }
}
