import { dial } from '../dial.ts'
import { explainFailures } from '../explain-failure.ts'
import { StoreError } from '../failure.ts'
import { remember } from '../remember.ts'
import type { Store, StoreContext, StoreFailure } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import { failureOf } from './failures.ts'
import type { GcpOptions } from './index.ts'
import { LOGIN } from './login.ts'
import { readMetadata } from './metadata.ts'
import { servicesFor } from './services.ts'
import { type SignIn, signIn } from './sign-in.ts'
import { openTransport } from './transport.ts'
import { type Get, readValues } from './values.ts'

/** Signing in is one request after the other. */
const FAN_OUT = 1

/** Opens the store; nothing is read or connected to before the first call. */
export function openGcpStore(place: StorePlace, { project }: GcpOptions): Store {
  const services = servicesFor(place)
  const transport = openTransport(services.secretManager)
  const session = remember((ctx) => signIn(place, services, ctx, openAgent))

  /** The handshakes with both services go on while the client is loaded. */
  const openAgent = async (signInService: string | undefined) => {
    const url = URL.parse(signInService ?? '')
    const [dialled] = await Promise.all([url?.protocol === 'https:' ? dial(url) : [], transport.warm()])
    const { WarmAgent } = await import('../warm-agent.ts')
    return new WarmAgent(FAN_OUT, dialled)
  }

  /** Calls `use` with authorised requests, or `fail` with why there can be none. */
  const whenSignedIn = async <Answer extends object>(
    ctx: StoreContext,
    use: (get: Get) => Promise<readonly Answer[]>,
    fail: (failure: StoreFailure) => readonly Answer[],
  ): Promise<readonly Answer[]> => {
    try {
      const signedIn = await session(ctx)
      if (signedIn === undefined) return fail(SIGNED_OUT)
      const answers = await use((path) => transport.get(path, headersOf(signedIn), ctx.signal))
      return explainFailures(answers, signedIn.identity)
    } catch (error) {
      return fail(failureOf(error))
    }
  }

  return {
    name: place.name,
    async whoami(ctx) {
      try {
        return (await session(ctx))?.identity
      } catch (error) {
        throw new StoreError(failureOf(error))
      }
    },
    fetch: (references, ctx) =>
      whenSignedIn(
        ctx,
        (get) => readValues(references, project, get),
        (failure) => references.map((reference) => ({ reference, status: 'failed', failure })),
      ),
    metadata: {
      read: (references, ctx) =>
        whenSignedIn(
          ctx,
          (get) => readMetadata(references, project, get),
          (failure) => references.map((reference) => ({ reference, failure })),
        ),
    },
  }
}

function headersOf({ token, quotaProject }: SignIn): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    ...(quotaProject !== undefined && { 'x-goog-user-project': quotaProject }),
  }
}

const SIGNED_OUT: StoreFailure = {
  reason: 'unauthenticated',
  summary: 'There are no Application Default Credentials on this machine.',
  retryable: false,
  suggestion: LOGIN,
}
