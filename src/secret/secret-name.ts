declare const brand: unique symbol

/** The environment variable that a secret becomes, known to match {@link SECRET_NAME_PATTERN}. */
export type SecretName = string & { readonly [brand]: 'SecretName' }

/** Upper case so that no two names differ only by case, which Windows would merge; at most 128 characters. */
export const SECRET_NAME_PATTERN = /^[A-Z][A-Z0-9_]{0,127}$/

/** Whether `text` is a well-formed secret name. Says nothing about whether it is a dangerous one. */
export function isSecretName(text: string): text is SecretName {
  return SECRET_NAME_PATTERN.test(text)
}
