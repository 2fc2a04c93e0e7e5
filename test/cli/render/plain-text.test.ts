import { expect, test } from 'vitest'
import { plainText } from '../../../src/cli/render/plain-text.ts'

test.each([
  ['\u001b[2Jgone', '\\u001b[2Jgone'],
  ['a\rb', 'a\\u000db'],
  ['a\u202eb', 'a\\u202eb'],
  ['\u009b31m', '\\u009b31m'],
  ['one\ntwo — é 秘', 'one\ntwo — é 秘'],
])('%j is shown as %j', (text, shown) => {
  expect(plainText(text)).toBe(shown)
})
