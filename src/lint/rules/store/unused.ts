import { below } from '../../../schema/pointer.ts'
import type { SchemaRule } from '../../rule.ts'

export const storeUnused: SchemaRule = {
  meta: {
    id: 'store/unused',
    severity: 'info',
    rationale: 'Every store that developers approve is one more that can ask for their credentials.',
    docs: 'Found is a store that no location names.',
  },
  over: 'schema',
  *check({ stores, secrets }) {
    const used = new Set(
      [...secrets.values()].flatMap(({ locations }) => [...locations.values()].map(({ store }) => store)),
    )
    for (const { name } of stores.values()) {
      if (used.has(name)) continue
      yield {
        message: `No location names the store ${name}.`,
        hint: 'Remove it.',
        at: { pointer: below('/stores', name), atName: true },
      }
    }
  },
}
