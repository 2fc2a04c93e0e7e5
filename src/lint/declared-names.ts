import { isObject, type JsonObject } from '../schema/json.ts'
import { isShowable } from '../schema/shown-name.ts'
import { isSecretName } from '../secret/secret-name.ts'

/** The names under `secrets` that can be names of variables, also of a schema that is broken elsewhere. */
export function readDeclaredNames(document: JsonObject | undefined): ReadonlySet<string> {
  const secrets = document?.secrets
  const names = Object.keys(isObject(secrets) ? secrets : {})
  return new Set(names.filter((name) => isSecretName(name) && isShowable(name)))
}
