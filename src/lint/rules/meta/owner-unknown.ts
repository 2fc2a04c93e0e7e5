import { filledIn } from '../../blank.ts'
import type { TrackedTree } from '../../files/tracked-tree.ts'
import type { SchemaRule } from '../../rule.ts'
import { atMember } from '../secret-observation.ts'

const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS']

export const metaOwnerUnknown: SchemaRule = {
  meta: {
    id: 'meta/owner-unknown',
    severity: 'warning',
    rationale: 'An owner whom nobody can find is no owner; a person leaves.',
    docs: 'Where the repository has a CODEOWNERS file, the owner must be one of those it names: `team-orders` is the same as `@shop/team-orders`. A lone e-mail address is found too, whether or not there is such a file.',
  },
  over: 'schema',
  *check({ secrets }, { tree }) {
    const known = tree && readOwners(tree)
    for (const secret of secrets.values()) {
      const owner = filledIn(secret.owner)
      if (owner === undefined) continue
      if (/^[^\s@]+@[^\s@]+$/.test(owner)) {
        const message = `The owner of ${secret.name} is an e-mail address.`
        yield atMember(secret, 'owner', message, 'Name the team, which stays when a person leaves.')
      } else if (known && !known.has(lastPart(owner))) {
        const message = `The owner of ${secret.name} is not in CODEOWNERS.`
        yield atMember(secret, 'owner', message, 'Name a team that CODEOWNERS has, or add this one there.')
      }
    }
  },
}

/** Owners by the last part of their name, in lower case; `undefined` where the repository names none. */
function readOwners(tree: TrackedTree): ReadonlySet<string> | undefined {
  const text = PLACES.map((place) => tree.read(place)).find((found) => found !== undefined)
  const words = text?.split(/\r\n?|\n/).flatMap((line) =>
    line
      .replace(/#.*/, '')
      .split(/\s+/)
      .filter((word) => word.includes('@')),
  )
  return words && words.length > 0 ? new Set(words.map(lastPart)) : undefined
}

function lastPart(owner: string): string {
  return owner.toLowerCase().replace(/^@/, '').split('/').at(-1)!
}
