const MARKS =
  /your|example|sample|placeholder|change|replace|insert|todo|fixme|dummy|fake|mock|goes|here\b|redacted|x{3,}|\*{3,}|\.{3}|0{8,}|1234|abcd|secret|passw|token|apikey|api[-_]key|<|>|\$\{|\{\{|\$\(|%[A-Z]/i

const WORDS =
  /^(?:|null|none|nil|undefined|empty|tbd|n\/a|-+|\?+|yes|no|on|off|true|false|foo|bar|baz|qux|test|tests|testing|dev|develop|development|local|localhost|staging|user|username|pass|pw|pwd|admin|root|guest|postgres|mysql|mongo|redis|minio|minioadmin|sa|me|default|info|debug|[0-9.]+|\$[A-Z_]+)$/i

/** Hosts that only this machine or its containers answer to. */
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal|[a-z][a-z0-9_-]*)$/i

/**
 * Whether `value` stands where a real one is to be put, or is one that opens nothing. A long text that merely
 * holds such a word is no placeholder when the rest of it looks random: that is for the caller to ask first.
 */
export function isPlaceholder(value: string): boolean {
  const text = value.trim()
  if (WORDS.test(text)) return true
  return text.includes('://') ? isHarmlessUrl(text) : MARKS.test(text)
}

/** A URL without a password, with a placeholder for one, or of this machine with a password that says nothing. */
function isHarmlessUrl(text: string): boolean {
  const match = /^[a-z][a-z0-9+.-]*:\/\/(?:([^\s/@]*)@)?([^\s/?#:]*)/i.exec(text)
  if (match === null) return false
  const [, userinfo = '', host = ''] = match
  const [user = '', password = ''] = userinfo.split(/:(.*)/s)
  if (password === '' || WORDS.test(password) || MARKS.test(password)) return true
  return password === user && LOCAL_HOST.test(host)
}
