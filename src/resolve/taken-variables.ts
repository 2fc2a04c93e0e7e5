import type { PlannedSecret } from '../plan/plan.ts'
import type { SignedIn } from './sign-in.ts'

/** The environment variables from which the stores of `secrets` took their credentials. */
export function takenVariables(
  secrets: readonly PlannedSecret[],
  { signIns }: SignedIn,
): ReadonlySet<string> {
  return new Set(
    secrets.flatMap(({ store, type }) => {
      const signIn = signIns.get(store.name)
      const taken = signIn?.status === 'signed-in' ? signIn.identity.takenFrom : undefined
      return taken ?? type.credentialVariables
    }),
  )
}
