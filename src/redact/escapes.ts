/** Text that no encoding below writes differently. */
const NEVER_ESCAPED = /^[A-Za-z0-9_.-]*$/

/** Text that only URLs, and JSON that is careful with slashes, write differently: most tokens. */
const RARELY_ESCAPED = /^[A-Za-z0-9_.~+/=:-]*$/

/** `text` as programs print it escaped or quoted, without the surrounding quotes, wherever that differs. */
export function escapes(text: string): Set<string> {
  const found = new Set(NEVER_ESCAPED.test(text) ? [] : percentEncodings(text))
  if (!RARELY_ESCAPED.test(text)) {
    const json = jsonStrings(text)
    for (const escaped of [
      json,
      json.map(jsonString),
      markup(text),
      quotedForShells(text),
      quotedByLanguages(text),
    ]) {
      for (const one of escaped) found.add(one)
    }
  } else {
    found.add(text.replaceAll('/', '\\/')).add(text.replaceAll('/', '\\\\/'))
  }
  found.delete(text)
  return found
}

function jsonStrings(text: string): string[] {
  const plain = jsonString(text)
  const ascii = plain.replace(/[^\x00-\x7f]/g, unicodeEscape)
  const forMarkup = (json: string) => json.replace(/[<>&]/g, unicodeEscape)
  const forScripts = (json: string) => json.replaceAll('/', '\\/')
  return [plain, ascii, forMarkup(plain), forMarkup(ascii), forScripts(plain), forScripts(ascii)]
}

function jsonString(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** RFC 3986; with `/` kept; as encodeURIComponent and encodeURI do; in a path segment; as forms do. */
function percentEncodings(text: string): string[] {
  const strict = encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, percentByte)
  const keep = (kept: RegExp) => strict.replace(kept, decodeURIComponent)
  const form = keep(/%2A/g).replaceAll('~', '%7E')
  return [
    strict,
    keep(/%2F/g),
    keep(/%2[1789A]/g),
    keep(/%(2[1346789ABCF]|3[ABDF]|40)/g),
    keep(/%(2[46B]|3[AD]|40)/g),
    form,
    form.replaceAll('%20', '+'),
  ]
}

function percentByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

/** XML and HTML; libraries differ in how they write quotes, and whether they do. */
function markup(text: string): string[] {
  const element = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const attribute = element.replaceAll('"', '&quot;')
  return [
    element,
    element.replace(/[^\x00-\x7f]/gu, (character) => `&#${character.codePointAt(0)};`),
    attribute,
    ...['&apos;', '&#39;', '&#x27;', '&#039;'].map((quote) => attribute.replaceAll("'", quote)),
    element.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
  ]
}

/** Single and double quotes, backslashes and `$'..'` of POSIX shells, then PowerShell, then cmd. */
function quotedForShells(text: string): string[] {
  return [
    text.replaceAll("'", "'\\''"),
    text.replaceAll("'", `'"'"'`),
    text.replace(/[\\"$`]/g, '\\$&'),
    text.replace(/[^A-Za-z0-9_@%+=:,./\x80-\uffff-]/g, '\\$&'),
    dollarQuoted(text),
    octalBytes(dollarQuoted(text)),
    text.replaceAll("'", "''"),
    text.replace(/[`"$]/g, '`$&'),
    text.replaceAll('"', '""'),
    text.replace(/[&|<>^]/g, '^$&'),
    text.replace(/[&|<>^()%!"]/g, '^$&'),
    text.replaceAll('%', '%%'),
    text.replaceAll('"', '\\"'),
  ]
}

function dollarQuoted(text: string): string {
  return text.replace(/[\\']/g, '\\$&').replace(/[\x00-\x1f\x7f]/g, (control) => {
    const letter = { '\n': 'n', '\r': 'r', '\t': 't', '\x1b': 'E' }[control]
    return `\\${letter ?? control.charCodeAt(0).toString(8).padStart(3, '0')}`
  })
}

function octalBytes(text: string): string {
  return text.replace(/[^\x00-\x7f]+/g, (run) =>
    [...Buffer.from(run)].map((byte) => `\\${byte.toString(8)}`).join(''),
  )
}

/** Go's `%q` and `%+q`; the representation of a string in Python, Ruby, Rust and JavaScript. */
function quotedByLanguages(text: string): string[] {
  const quoted = text.replaceAll('\\', '\\\\').replace(/[\x00-\x1f\x7f]/g, (control) => {
    const letter = { '\n': 'n', '\r': 'r', '\t': 't' }[control]
    return `\\${letter ?? `x${control.charCodeAt(0).toString(16).padStart(2, '0')}`}`
  })
  const inDouble = quoted.replaceAll('"', '\\"')
  const ascii = inDouble.replace(/[^\x00-\x7f]/gu, (character) =>
    character.length === 1
      ? unicodeEscape(character)
      : `\\U${character.codePointAt(0)!.toString(16).padStart(8, '0')}`,
  )
  return [inDouble, ascii, quoted.replaceAll("'", "\\'"), quoted]
}
