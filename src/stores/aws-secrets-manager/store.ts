import type { Agent } from 'node:https'
import { dial } from '../dial.ts'
import { explainFailure, explainFailures, type SessionFacts } from '../explain-failure.ts'
import { StoreError } from '../failure.ts'
import { remember } from '../remember.ts'
import type { Identity, Store, StoreContext, StoreFailure } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import type { AwsConnection } from './client.ts'
import { findCredentials, type SignIn } from './credentials.ts'
import { likelyEndpoints } from './endpoints.ts'
import { failureOf } from './failures.ts'
import { identityOf } from './identity.ts'
import type { AwsOptions } from './index.ts'
import { readMetadata } from './metadata.ts'
import type { Origin } from './origin.ts'
import { BATCH, readValues } from './values.ts'

interface Session {
  signIn: SignIn
  connection: AwsConnection
}

/** A session of which STS has said whose it is, and so from where answers may come. */
interface Verified extends Session {
  identity: Identity
  origin: Origin
}

/** Requests under way at one host at once: a hundred secrets with their tags are two rounds. */
const FAN_OUT = 60

/** Opens the store; nothing is read or connected to before the first call. */
export function openAwsStore(place: StorePlace, options: AwsOptions): Store {
  // Outlives a refused request: the SDK learns the error of our clock from it and signs the next one right.
  const signIn = remember(async (ctx): Promise<Session | undefined> => {
    const agent = remember((ctx) => openAgent(place, options, ctx))
    const found = await findCredentials(place, options, ctx, () => agent(ctx))
    if (found === undefined) return undefined
    const { connect } = await import('./client.ts')
    return {
      signIn: found,
      connection: connect(options.region, ctx.env, await agent(ctx), found.credentials),
    }
  })
  const verify = remember(async (ctx) => {
    const session = await signIn(ctx)
    return session && (await verified(session, place, options, ctx))
  })

  return {
    name: place.name,
    async whoami(ctx) {
      try {
        return (await verify(ctx))?.identity
      } catch (error) {
        throw new StoreError(failureOf(error))
      }
    },
    async fetch(references, ctx) {
      const session = await sessionOr(verify(ctx))
      return 'failure' in session
        ? references.map((reference) => ({ reference, status: 'failed', failure: session.failure }))
        : explainFailures(
            await readValues(references, session.connection, session.origin, ctx.signal),
            factsOf(session),
          )
    },
    metadata: {
      async read(references, ctx) {
        const session = await sessionOr(verify(ctx))
        return 'failure' in session
          ? references.map((reference) => ({ reference, failure: session.failure }))
          : explainFailures(
              await readMetadata(references, session.connection, session.origin, ctx.signal),
              factsOf(session),
            )
      },
    },
  }
}

/** The handshakes with both services go on while the SDK is loaded and signs in. */
async function openAgent(
  { expected }: StorePlace,
  { region }: AwsOptions,
  { env }: StoreContext,
): Promise<Agent> {
  const { sts, secrets } = likelyEndpoints(region, env)
  const dialled = await Promise.all([
    sts?.protocol === 'https:' ? dial(sts) : [],
    secrets?.protocol === 'https:' ? dial(secrets, Math.min(requestsFor(expected), FAN_OUT)) : [],
  ])
  const { WarmAgent } = await import('../warm-agent.ts')
  return new WarmAgent(FAN_OUT, dialled.flat())
}

async function verified(
  session: Session,
  place: StorePlace,
  { region }: AwsOptions,
  ctx: StoreContext,
): Promise<Verified> {
  try {
    const asked = session.connection.callerIdentity(ctx.signal)
    // Values are coming next: while STS answers there is time to get ready for them.
    if (place.expected !== undefined) setImmediate(session.connection.rehearse)
    const { Arn } = await asked
    const { identity, account } = identityOf(Arn, session.signIn, place.developerDomain)
    return { ...session, identity, origin: { region, account } }
  } catch (error) {
    throw new StoreError(explainFailure(failureOf(error), session.signIn))
  }
}

function factsOf({ signIn: { renewal }, identity: { principal } }: Verified): SessionFacts {
  return { principal, ...(renewal !== undefined && { renewal }) }
}

/** How many requests will go out at once after signing in: a batch for every 20 secrets, a description for each. */
function requestsFor(
  { references, tags }: NonNullable<StorePlace['expected']> = { references: 1, tags: false },
): number {
  return Math.ceil(references / BATCH) + (tags ? references : 0)
}

async function sessionOr(
  session: Promise<Verified | undefined>,
): Promise<Verified | { failure: StoreFailure }> {
  try {
    return (await session) ?? { failure: SIGNED_OUT }
  } catch (error) {
    return { failure: failureOf(error) }
  }
}

const SIGNED_OUT: StoreFailure = {
  reason: 'unauthenticated',
  summary: 'Nothing on this machine signs us in to AWS.',
  retryable: false,
  suggestion: 'aws configure sso',
}
