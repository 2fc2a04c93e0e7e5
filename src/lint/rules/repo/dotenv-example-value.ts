import { looksRandom } from '../../../schema/entropy.ts'
import { isShowable } from '../../../schema/shown-name.ts'
import { findTokenFormat } from '../../../schema/token-formats.ts'
import { isDotenvExample } from '../../files/kinds.ts'
import { isPlaceholder } from '../../placeholder.ts'
import { readDotenv } from '../../reading/dotenv.ts'
import type { FileRule } from '../../rule.ts'
import { isCredentialName } from '../../variables/ordinary-names.ts'

export const repoDotenvExampleValue: FileRule = {
  meta: {
    id: 'repo/dotenv-example-value',
    severity: 'error',
    rationale: 'Real values get into examples by copying, and out to everybody who clones.',
    docs: 'In `.env.example` and its kin, a value is found that looks random, and any value that is no placeholder of a variable that the schema declares or whose name says credential. What has the format of a credential is `repo/secret-in-file`. Empty values, `<...>`, `changeme`, `your-key-here`, references to other variables, and addresses of this machine without a real password are placeholders.',
  },
  over: 'file',
  reads: isDotenvExample,
  *check(file, { declared }) {
    for (const { name, value, valueIndex } of readDotenv(file.text)) {
      const isSecret = declared.has(name) || isCredentialName(name)
      if (isPlaceholder(value) || findTokenFormat(value) || !(isSecret || looksRandom(value))) continue
      yield {
        message: `${shown(name)} has a value in an example file.`,
        hint: `Leave it empty; if it was real, rotate it.`,
        at: { file: file.path, position: file.positionAt(valueIndex) },
        secret: shown(name),
      }
    }
  },
}

/** What is no plain name could be a value that somebody misplaced. */
function shown(name: string): string {
  return isShowable(name) ? name : 'A variable'
}
