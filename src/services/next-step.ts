import type { StoreFailure } from '../stores/store.ts'

/** What to do about a failure of the store called `store`: what the store suggests, or what fits the reason. */
export function nextStep({ reason, suggestion }: StoreFailure, store: string): string {
  if (suggestion !== undefined) return suggestion
  if (reason === 'invalid-response') return `ask who runs ${store}`
  if (reason === 'misconfigured') return `see what the schema says of ${store}, or ask who runs it`
  return reason === 'unauthenticated' || reason === 'forbidden' || reason === 'locked'
    ? `sotto login ${store}`
    : 'sotto check'
}
