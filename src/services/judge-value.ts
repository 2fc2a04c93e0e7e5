import { fitsVariable } from '../inject/limits.ts'
import type { SecretDeclaration } from '../schema/types.ts'
import type { SecretValue } from '../secret/secret-value.ts'

/**
 * What keeps a value from being used as its declaration says, as the end of a sentence that starts with the name;
 * `undefined` where nothing does. Says nothing of the value itself.
 */
export function judgeValue(
  declaration: SecretDeclaration,
  value: SecretValue,
  platform: NodeJS.Platform,
): string | undefined {
  if (value.hasNul || !value.isText) {
    return 'holds bytes that no environment variable can carry'
  }
  if (!fitsVariable(declaration.name, value.byteLength, platform)) {
    return 'is larger than an environment variable may be'
  }
  if (declaration.format !== undefined && !value.matches(declaration.format)) {
    return `is not of the declared format ${declaration.format}`
  }
  if (declaration.minLength !== undefined && value.byteLength < declaration.minLength) {
    return 'is shorter than its declared minLength'
  }
  return undefined
}
