import { looksRandom } from './entropy.ts'
import { findTokenFormat } from './token-formats.ts'

/**
 * Whether a message may repeat a name that a schema has: plain and short, so that it steers no terminal, and
 * nothing like a credential, which somebody may have put where a name belongs.
 */
export function isShowable(name: string): boolean {
  return (
    /^[A-Za-z0-9$_][A-Za-z0-9$_-]{0,63}$/.test(name) &&
    findTokenFormat(name) === undefined &&
    !looksRandom(name)
  )
}
