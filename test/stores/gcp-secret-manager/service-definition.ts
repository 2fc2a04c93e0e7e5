import { createRequire } from 'node:module'
import { protos } from '@google-cloud/secret-manager'

/** One call as the genuine service definition has it, with the request's members read from path, query and body. */
export interface Call {
  name: string
  request: Readonly<Record<string, unknown>>
}

interface Rule {
  post?: string
  get?: string
  body?: string
}

interface Method {
  requestType: MessageName
  responseType: MessageName
  parsedOptions: readonly { '(google.api.http)'?: Rule }[]
}

const MESSAGES = protos.google.cloud.secretmanager.v1
type MessageName = 'AccessSecretVersionRequest' | 'AccessSecretVersionResponse'

/** The `.proto` files of the service, as its client package ships them. */
const DEFINITION = createRequire(import.meta.url)('@google-cloud/secret-manager/build/protos/protos.json')
const METHODS: Readonly<Record<string, Method>> =
  DEFINITION.nested.google.nested.cloud.nested.secretmanager.nested.v1.nested.SecretManagerService.methods

/** Which call an HTTP request is, by the definition's own HTTP rules; `undefined`: none. */
export function callOf(verb: string, url: string, body: string): Call | undefined {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  for (const [name, method] of Object.entries(METHODS)) {
    const rule =
      method.parsedOptions.find((option) => option['(google.api.http)'])?.['(google.api.http)'] ?? {}
    const template = verb === 'GET' ? rule.get : verb === 'POST' ? rule.post : undefined
    const inPath = template && patternOf(template).exec(decodeURIComponent(pathname))?.groups
    if (!inPath) continue
    const content = rule.body === '*' ? JSON.parse(body) : rule.body ? { [rule.body]: JSON.parse(body) } : {}
    const request = { ...Object.fromEntries(searchParams), ...content, ...inPath }
    return { name, request: MESSAGES[method.requestType].fromObject(request).toJSON() }
  }
  return undefined
}

/** `message` in the JSON of protocol buffers, as far as the response of `call` defines it: nothing else gets out. */
export function answerTo(call: Call, message: object): string {
  return JSON.stringify(MESSAGES[METHODS[call.name]!.responseType].fromObject(message).toJSON())
}

/** `/v1/{name=projects/*}:access` -> a pattern with a group `name`. */
function patternOf(template: string): RegExp {
  const source = template.replace(/\{(\w+)=([^}]+)\}/g, (_, name: string, path: string) => {
    return `(?<${name}>${path.replaceAll('*', '[^/:]+')})`
  })
  return new RegExp(`^${source}$`)
}
