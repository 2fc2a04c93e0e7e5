import type { SecretDeclaration } from '../schema/types.ts'
import { judgeValue as judgeLiveFormat } from '../scope/locks/live-format.ts'
import type { SecretValue } from '../secret/secret-value.ts'
import { judgeValue } from './judge-value.ts'

/** Why a value that a person brings is not kept: the code it ends with, and the end of a sentence after the name. */
export interface InputFault {
  code: 'SECRET_INVALID' | 'SCOPE_REFUSED'
  reason: string
}

/** Judges a value before it is kept, by the rules that a run would hold it to; `undefined` when it passes. */
export function judgeInput(
  declaration: SecretDeclaration,
  value: SecretValue,
  platform: NodeJS.Platform,
): InputFault | undefined {
  if (judgeLiveFormat(value) !== undefined) {
    return {
      code: 'SCOPE_REFUSED',
      reason: "has the format of a vendor's live key; a development key is needed",
    }
  }
  const reason = value.byteLength === 0 ? 'is empty' : judgeValue(declaration, value, platform)
  return reason === undefined ? undefined : { code: 'SECRET_INVALID', reason }
}
