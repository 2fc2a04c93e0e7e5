import { ENVIRONMENT_TAGS, findDenyWord } from '../../schema/deny-words.ts'
import type { StoreDeclaration } from '../../schema/types.ts'
import type { Tags } from '../../stores/store.ts'
import type { Fault } from '../judgement.ts'
import { quote } from '../quote.ts'

/**
 * Fourth lock: what the store itself says about the value. Every declared tag has one of its listed values, and
 * no tag that names an environment says production, declared or not. A tag that cannot be read refuses.
 */
export function judgeTags(store: StoreDeclaration, tags: Tags | undefined): Fault | undefined {
  return judgeDeclared(store, tags ?? {}) ?? judgeEnvironmentTags(tags ?? {})
}

function judgeDeclared({ name, devScope }: StoreDeclaration, tags: Tags): Fault | undefined {
  for (const [tag, allowed] of Object.entries(devScope?.tags ?? {})) {
    const found: unknown = Object.hasOwn(tags, tag) ? tags[tag] : undefined
    if (typeof found !== 'string') {
      return refuse(`${name} shows no tag ${tag} on it, which must be ${allowed.join(' or ')}`)
    }
    if (!allowed.includes(found)) {
      return refuse(`its tag ${tag} in ${name} is ${quote(found)}, and must be ${allowed.join(' or ')}`)
    }
  }
  return undefined
}

function judgeEnvironmentTags(tags: Tags): Fault | undefined {
  for (const [tag, found] of Object.entries(tags) as [string, unknown][]) {
    if (!namesEnvironment(tag)) {
      continue
    }
    if (typeof found !== 'string') {
      return refuse(`its tag ${quote(tag)} cannot be read`)
    }
    const word = findDenyWord(found)
    if (word !== undefined) {
      return refuse(`its tag ${quote(tag)} says ${word}`)
    }
  }
  return undefined
}

/** `Environment`, and `team:environment` too: organisations put a prefix before their tags. */
function namesEnvironment(tag: string): boolean {
  return tag
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .some((token) => ENVIRONMENT_TAGS.has(token))
}

function refuse(message: string): Fault {
  return { lock: 'metadata', kind: 'not-development', message }
}
