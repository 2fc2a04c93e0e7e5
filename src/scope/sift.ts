import type { Plan } from '../plan/plan.ts'
import type { SecretName } from '../secret/secret-name.ts'
import type { Fault, Refusal } from './judgement.ts'
import { refusalOf } from './refusals.ts'

/** Judges every item, so that all refusals are known at once. What `judge` finds no fault with passes. */
export function sift<Item extends { name: SecretName }>(
  plan: Plan,
  items: readonly Item[],
  judge: (item: Item) => Fault | undefined,
): { passed: readonly Item[]; refusals: readonly Refusal[] } {
  const refusals: Refusal[] = []
  const passed = items.filter((item) => {
    const fault = judge(item)
    if (fault !== undefined) {
      refusals.push(refusalOf(item.name, fault, plan))
    }
    return fault === undefined
  })
  return { passed: Object.freeze(passed), refusals }
}
