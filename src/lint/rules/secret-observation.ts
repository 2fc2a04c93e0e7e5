import { below } from '../../schema/pointer.ts'
import type { SecretDeclaration } from '../../schema/types.ts'
import type { Observation } from '../rule.ts'

/** An observation about a secret as a whole: it stands at the secret's name. */
export function atSecret(secret: SecretDeclaration, message: string, hint: string): Observation {
  return { message, hint, at: { pointer: below('/secrets', secret.name), atName: true }, secret: secret.name }
}

/** An observation about one member of a secret, as `rotation/every`; it stands at that member's content. */
export function atMember(
  secret: SecretDeclaration,
  member: string,
  message: string,
  hint: string,
): Observation {
  const pointer = `${below('/secrets', secret.name)}/${member}`
  return { message, hint, at: { pointer }, secret: secret.name }
}

/** An observation about a member that is absent, where it stands at the secret's name, or blank. */
export function atBlank(
  secret: SecretDeclaration,
  member: string,
  message: string,
  hint: string,
): Observation {
  const isThere =
    member.split('/').reduce<unknown>((value, name) => Object(value)[name], secret) !== undefined
  return isThere ? atMember(secret, member, message, hint) : atSecret(secret, message, hint)
}
