import { AppError } from '../errors/app-error.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { Plan, PlannedSecret } from '../plan/plan.ts'
import type { SignedIn } from '../resolve/sign-in.ts'
import type { Refusal, SealedLookup } from '../scope/judgement.ts'
import { scopeRefused } from '../scope/refusals.ts'
import { FAILURE_CODES } from '../stores/failure.ts'
import type { TrustRefusal } from '../trust/approved-schema.ts'
import { storesUntrusted } from '../trust/untrusted.ts'
import { judgeValue } from './judge-value.ts'
import { nextStep } from './next-step.ts'
import { setCommand } from './set-command.ts'

/** Throws STORE_UNTRUSTED for every store that a planned secret needs and trust has not approved. */
export function demandTrust(plan: Plan, refusals: readonly TrustRefusal[]): void {
  const needed = new Set(plan.untrusted.map(({ store }) => store))
  if (needed.size > 0) {
    throw storesUntrusted(
      refusals.filter(({ store }) => needed.has(store)),
      plan.untrusted.map(({ declaration }) => declaration.name),
    )
  }
}

/** Throws SCOPE_REFUSED where any lock refused anything. */
export function demandScope(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) {
    throw scopeRefused(refusals)
  }
}

/** Throws for every store that nobody is signed in to, or that could not say who we are. */
export function demandSignIn(secrets: readonly PlannedSecret[], { signIns }: SignedIn): void {
  const troubles: Trouble[] = []
  for (const [store, signIn] of signIns) {
    const names = secrets.filter((secret) => secret.store.name === store).map(({ name }) => name)
    if (signIn.status === 'signed-out') {
      const message = `Not signed in to ${store}.`
      troubles.push({ code: 'STORE_UNAUTHENTICATED', message, names, suggestion: `sotto login ${store}` })
    } else if (signIn.status === 'failed') {
      const { reason, summary } = signIn.failure
      const suggestion = nextStep(signIn.failure, store)
      troubles.push({ code: FAILURE_CODES[reason], message: `${store}: ${summary}`, names, suggestion })
    }
  }
  throwTogether(troubles)
}

/** Throws for every lookup that failed, every required secret that is absent, and every value that cannot be used. */
export function demandValues(plan: Plan, lookups: readonly SealedLookup[], platform: NodeJS.Platform): void {
  const troubles: Trouble[] = plan.unplaced
    .filter(({ required }) => required)
    .map(({ declaration: { name } }) => ({
      code: 'SECRET_MISSING',
      message: `${name} is required in ${plan.environment.name} and has no location there.`,
      names: [name],
      suggestion: `sotto explain ${name}`,
    }))
  for (const { secret, lookup } of lookups) {
    const { name, declaration, required, store } = secret
    const isWritable = secret.type.capabilities.has('write')
    if (lookup.status === 'failed') {
      const { reason, summary } = lookup.failure
      troubles.push({
        code: FAILURE_CODES[reason],
        message: `${name} (${store.name}): ${summary}`,
        names: [name],
        suggestion: nextStep(lookup.failure, store.name),
      })
    } else if (lookup.status === 'absent' && required) {
      const message = `${name} is not in ${store.name}${declaration.owner ? `; its owner is ${declaration.owner}` : ''}.`
      const suggestion = isWritable ? setCommand(name, plan.environment) : `sotto explain ${name}`
      troubles.push({ code: 'SECRET_MISSING', message, names: [name], suggestion })
    } else if (lookup.status === 'found') {
      const fault = judgeValue(declaration, lookup.value, platform)
      if (fault !== undefined) {
        const suggestion = isWritable ? setCommand(name, plan.environment) : `sotto explain ${name}`
        troubles.push({ code: 'SECRET_INVALID', message: `${name} ${fault}.`, names: [name], suggestion })
      }
    }
  }
  throwTogether(troubles)
}

interface Trouble {
  code: ErrorCode
  message: string
  names: readonly string[]
  suggestion?: string | undefined
}

/** One error for all: its code is that of the first trouble that is no mere absence, since absence follows from others. */
function throwTogether(troubles: readonly Trouble[]): void {
  const worst = troubles.find(({ code }) => code !== 'SECRET_MISSING') ?? troubles[0]
  if (worst === undefined) {
    return
  }
  const messages = [...new Set(troubles.map(({ message }) => message))]
  const isOne = messages.length === 1
  throw new AppError(
    worst.code,
    isOne ? worst.message : `${messages.length} problems; nothing was started.`,
    {
      problems: isOne ? [] : messages,
      secrets: [...new Set(troubles.flatMap(({ names }) => names))],
      suggestions: [...new Set(troubles.flatMap(({ suggestion }) => suggestion ?? []))],
    },
  )
}
