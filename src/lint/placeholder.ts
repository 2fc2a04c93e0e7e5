/** Marks that no real value has, wherever they stand in one. */
const MARKS =
  /your|example|sample|placeholder|change[-_ ]?(?:me|this|it)|replace|insert|todo|fixme|dummy|fake|here\b|redacted|x{3,}|\*{3,}|\.{3}|<|>|\$\{|\{\{|\$\(|%[A-Z]/i

/** Values that open nothing, as a whole. */
const WORDS =
  /^(?:|null|none|nil|undefined|empty|tbd|n\/a|-+|\?+|yes|no|on|off|true|false|foo|bar|baz|qux|abc|abcd|abcdef|testing|tests|staging|postgres|mysql|mongo|redis|minio|minioadmin|rails|sa|info|debug|guest|[0-9.]+|\$[A-Z_]+)$/i

/** Nothing but words about secrets, run together or not: `mysecretkey`, `super-secret`. */
const TALK =
  /^(?:(?:my|the|a|some|super|very|not|top|in|secrets?|password|passwd|pass|pwd|pw|keys?|tokens?|api|app|auth|db|database|jwt|session|cookie|client|access|dev|development|test|local|localhost|ci|admin|root|user|username|me|default|string|value|random|long|strong|insecure|only)[^a-z0-9]*)+$/i

/** Characters beyond which no text is talk. */
const LONGEST_TALK = 80

/** Hosts that only this machine or its containers answer to. */
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal|[a-z][a-z0-9_-]*)$/i

/**
 * Whether `value` stands where a real one is to be put, or is one that opens nothing.
 */
export function isPlaceholder(value: string): boolean {
  const text = value.trim()
  return text.includes('://') ? isHarmlessUrl(text) : isTalk(text)
}

/** A URL without a password, with a placeholder for one, or of this machine with a password that says nothing. */
function isHarmlessUrl(text: string): boolean {
  const match = /^[a-z][a-z0-9+.-]*:\/\/(?:([^\s/@]*)@)?([^\s/?#:]*)/i.exec(text)
  if (match === null) return false
  const [, userinfo = '', host = ''] = match
  const [user = '', password = ''] = userinfo.split(/:(.*)/s)
  if (isTalk(password)) return true
  return password === user && LOCAL_HOST.test(host)
}

function isTalk(text: string): boolean {
  return WORDS.test(text) || MARKS.test(text) || (text.length <= LONGEST_TALK && TALK.test(text))
}
