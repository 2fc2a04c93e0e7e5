import { isCommonWord } from './common-words.ts'

/** Bytes from which a part of a value is redacted by itself; shorter ones say too little and hide too much. */
const SHORTEST_PART = 8

/**
 * JSON values are searched this deep: those of a secret store are flat or nearly so. JSON in a string of JSON needs no
 * limit, because each time it doubles its backslashes.
 */
const DEEPEST_MEMBER = 16

/** Members that identify and do not authenticate: a project id or a token URL stays readable in a log. */
const PUBLIC_MEMBER =
  /^(type|kind|engine|dialect|driver|scheme|host|hostname|server|port|user|username|login|name|db|db_?name|database|schema|region|zone|location|project|account|tenant|subscription|organization|email|env|environment|alg|kty|kid|use|crv|universe_domain|scopes?|issuer|audience)$|((^|_)(uri|url|email|host|region)|(^|_)(client|app|project|account|tenant|user|database|instance)_?(id|name|email)|(_at|time|timestamp|expiry|expires|expires_in|expiration))$/i

const PEM_BOUNDARY = /^-----(BEGIN|END) [A-Z0-9 ]+-----$/

const STRICT_DSN =
  /^[a-z][a-z0-9+.-]*:\/\/(?<user>[^\s/?#:@]*)(?::(?<password>[^\s/?#]*))?@(?<host>[^\s/?#]*)\/?(?<path>[^\s?#]*)/i

/** A password with `/`, `?` or `#` in it that nobody has encoded. After a port these begin a path instead. */
const LOOSE_DSN =
  /^[a-z][a-z0-9+.-]*:\/\/(?<user>[^\s/?#:@]*):(?!\d+\/)(?<password>\S*)@(?<host>[^\s/?#]*)\/?(?<path>[^\s?#]*)/i

const URL_WITHOUT_USER = /^[a-z][a-z0-9+.-]*:\/\/(?<host>[^\s/?#]*)\/?(?<path>[^\s?#]*)/i

/**
 * The parts of `text` that are secret by themselves: the password of a DSN, the leaves of a JSON value,
 * the lines of a value of several lines. Left out are parts under 8 bytes, common words, URLs that hold no
 * credential, and what also stands in a public part of the same value.
 */
export function secretParts(text: string): string[] {
  const { secret, open } = split(text, DEEPEST_MEMBER)
  return [...new Set(secret)].filter(
    (part) =>
      Buffer.byteLength(part) >= SHORTEST_PART &&
      part !== text &&
      !isCommonWord(part) &&
      !open.includes(part),
  )
}

interface Split {
  secret: string[]
  /** Parts that anybody may read. */
  open: string[]
}

function split(text: string, depth: number): Split {
  const members = jsonMembers(text)
  if (members !== undefined) return merge(members.map(([name, value]) => splitMember(name, value, depth)))
  if (/[\r\n]/.test(text.trim()))
    return merge(text.split(/[\r\n]+/).map((line) => splitLine(line.trim(), depth)))
  return merge([splitDsn(text), splitPairs(text)])
}

function splitMember(name: string, value: unknown, depth: number): Split {
  if (typeof value === 'object' && value !== null) {
    if (depth === 0) return { secret: [], open: [] }
    return merge(
      Object.entries(value).map(([inner, leaf]) =>
        splitMember(/^\d+$/.test(inner) ? name : inner, leaf, depth - 1),
      ),
    )
  }
  const text = String(value)
  const parts = typeof value === 'string' ? split(text, depth) : { secret: [], open: [] }
  const isOpen = PUBLIC_MEMBER.test(name) || (isUrl(text) && parts.secret.length === 0)
  return merge([parts, isOpen ? { secret: [], open: [text] } : { secret: [text], open: [] }])
}

function splitLine(line: string, depth: number): Split {
  const parts = split(line, depth)
  const isOpen = PEM_BOUNDARY.test(line) || (isUrl(line) && parts.secret.length === 0)
  return merge([parts, isOpen ? { secret: [], open: [line] } : { secret: [line], open: [] }])
}

/** `scheme://user:password@host/database?password=..`; without a password the user is the token. */
function splitDsn(text: string): Split {
  if (!text.includes('://')) return { secret: [], open: [] }
  const match = STRICT_DSN.exec(text) ?? LOOSE_DSN.exec(text) ?? URL_WITHOUT_USER.exec(text)
  if (match === null) return { secret: [], open: [] }
  const { user = '', password = '', host = '', path = '' } = match.groups ?? {}
  const open = [host, host.replace(/:\d+$/, ''), path].flatMap(decodings)
  if (password === '') return { secret: decodings(user), open }
  return { secret: decodings(password), open: [...open, ...decodings(user)] }
}

/** `password=..` in a query, in libpq's keyword form, or between semicolons. */
function splitPairs(text: string): Split {
  // Two characters are under 8 bytes. Without this every value in base64 would cost a search.
  if (!/=.../s.test(text)) return { secret: [], open: [] }
  const pairs = text.matchAll(
    /(?<=^|[\s;?&])(?:password|passwd|pwd|pass|secret|token|AccountKey|SharedAccessKey)\s*=\s*('[^']*'|[^\s;&]+)/gi,
  )
  return { secret: [...pairs].flatMap(([, value]) => decodings(value!.replace(/^'|'$/g, ''))), open: [] }
}

function decodings(text: string): string[] {
  if (text === '') return []
  try {
    return [text, decodeURIComponent(text)]
  } catch {
    return [text]
  }
}

function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text)
}

/** The members of an object or array, `undefined` for anything else. The parser's errors quote their input and end here. */
function jsonMembers(text: string): [string, unknown][] | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return Object.entries(JSON.parse(text) as object)
  } catch {
    return undefined
  }
}

function merge(splits: readonly Split[]): Split {
  return { secret: splits.flatMap(({ secret }) => secret), open: splits.flatMap(({ open }) => open) }
}
