import { below } from '../../../schema/pointer.ts'
import type { SchemaRule } from '../../rule.ts'
import { isShared } from '../each-location.ts'

export const storeDevScopeMissing: SchemaRule = {
  meta: {
    id: 'store/dev-scope-missing',
    severity: 'error',
    rationale: 'Nothing would prove that what it gives is a development value.',
    docs: 'Every store that several people read declares `devScope`: its own container, prefixes of paths, or tags. A store with `productionOnly` is exempt, since it is never opened. `run` refuses secrets of such a store.',
  },
  over: 'schema',
  *check({ stores }) {
    for (const store of stores.values()) {
      if (store.devScope || store.productionOnly || !isShared(store)) continue
      yield {
        message: `The shared store ${store.name} has no devScope.`,
        hint: 'Add "devScope" with its account, project or mount, path prefixes or tags, or "productionOnly": true.',
        at: { pointer: below('/stores', store.name), atName: true },
      }
    }
  },
}
