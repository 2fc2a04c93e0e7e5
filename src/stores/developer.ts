import type { Identity } from './store.ts'

/** What a verified name comes to: the name that `{developer}` becomes, or why it becomes none. */
export type DeveloperName = Pick<Identity, 'developer' | 'developerRefusal'>

/** Longest name taken: one file name on every platform, and more than any directory service gives. */
const MAX_LENGTH = 128

/**
 * Makes `{developer}` of a name that a store verified. An e-mail address must be of `domain`, the store's
 * `developerDomain`, which is dropped; upper case becomes lower case. Any other character than
 * `[a-z0-9._-]` refuses the name: replacing one could make two people the same.
 */
export function developerNameOf(verified: string, domain: string | undefined): DeveloperName {
  const at = verified.lastIndexOf('@')
  if (at === -1) return plainName(verified)
  if (domain === undefined)
    return refusal('the name is an e-mail address and the store declares no developerDomain')
  if (verified.slice(at + 1).toLowerCase() !== domain.toLowerCase()) {
    return refusal(`the name is an e-mail address of another domain than ${domain}`)
  }
  return plainName(verified.slice(0, at))
}

/** Judged before lower case is made: some letters outside ASCII have an ASCII lower case. */
function plainName(name: string): DeveloperName {
  if (name.length > MAX_LENGTH) return refusal(`the name is longer than ${MAX_LENGTH} characters`)
  if (!/^[A-Za-z0-9._-]+$/.test(name))
    return refusal('the name holds a character outside a-z, 0-9, ".", "_", "-"')
  if (/^\.+$/.test(name)) return refusal('the name consists of dots')
  return { developer: name.toLowerCase() }
}

function refusal(reason: string): DeveloperName {
  return { developerRefusal: reason }
}
