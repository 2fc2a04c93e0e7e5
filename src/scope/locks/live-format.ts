import { LIVE_FORMATS } from '../../schema/live-formats.ts'
import type { SecretValue } from '../../secret/secret-value.ts'
import type { Fault } from '../judgement.ts'

/** Last lock: the value itself. A vendor's live key is production wherever it was kept; asked at `set` and `import` too. */
export function judgeValue(value: SecretValue): Fault | undefined {
  if (!value.matchesAny(LIVE_FORMATS)) {
    return undefined
  }
  return {
    lock: 'live-format',
    kind: 'not-development',
    message: "its value has the format of a vendor's live key",
  }
}
