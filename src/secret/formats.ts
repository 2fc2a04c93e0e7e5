/** The closed list of formats that a schema can ask for. Patterns are linear-time; none comes from a user. */
const CHECKS = {
  url: isUrl,
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
  hex: (text) => /^[0-9a-f]+$/i.test(text),
  base64: (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text),
  base64url: (text) => /^[A-Za-z0-9_-]+={0,2}$/.test(text),
  jwt: (text) => /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/.test(text),
  pem: (text) => /^-----BEGIN [A-Z0-9 ]+-----\r?\n[\s\S]+-----END [A-Z0-9 ]+-----\s*$/.test(text),
  json: isJson,
  integer: (text) => /^-?(0|[1-9][0-9]*)$/.test(text),
  number: (text) => /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/.test(text),
  boolean: (text) => text === 'true' || text === 'false',
  email: (text) => /^[^\s@]{1,64}@[^\s@]{1,255}$/.test(text),
  hostname: (text) => text.length <= 253 && /^[a-z0-9]([a-z0-9-]{0,62})(\.[a-z0-9-]{1,63})*\.?$/i.test(text),
  port: (text) => /^[1-9][0-9]{0,4}$/.test(text) && Number(text) <= 65535,
} satisfies Record<string, (text: string) => boolean>

/** A format that a declared secret can require of its value. */
export type ValueFormat = keyof typeof CHECKS

/** Every format, in the order in which the schema documents them. */
export const VALUE_FORMATS = Object.keys(CHECKS) as readonly ValueFormat[]

/** Whether `text` has `format`. Never throws and never repeats `text`. */
export function matchesFormat(text: string, format: ValueFormat): boolean {
  return CHECKS[format](text)
}

function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text) && URL.canParse(text)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
