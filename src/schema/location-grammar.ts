/** What is wrong with a location, under the id of its rule. */
export interface LocationFault {
  rule:
    | 'location/syntax'
    | 'location/traversal'
    | 'location/endpoint-inline'
    | 'location/template-unknown'
    | 'location/wildcard'
  message: string
}

export const TEMPLATES: ReadonlySet<string> = new Set(['developer', 'project', 'environment'])

/** Store names in a schema. */
export const STORE_NAME_PATTERN = /^[a-z][a-z0-9-]{0,62}$/

const SEGMENT = /^[A-Za-z0-9_.+=@-]+$/
const FIELD = /^[A-Za-z0-9_.-]{1,128}$/
const VERSION = /^[A-Za-z0-9_.-]{1,128}$/
const MAXIMUM_LENGTH = 512

/** What most locations look like, of which nothing more has to be asked. */
const PLAIN = /^[\w+=@-]+(?:[./][\w+=@-]+)*(?:#[\w.-]{1,128})?$/

/**
 * What is wrong with the `path#field` of a location, first and worst first; `undefined` when nothing is. The
 * grammar is every store's common part; a store's own may be narrower.
 */
export function judgeReference(text: string): LocationFault | undefined {
  const hash = text.indexOf('#')
  const path = hash === -1 ? text : text.slice(0, hash)
  if (path.length <= MAXIMUM_LENGTH && PLAIN.test(text)) return undefined
  return (
    judgeHostile(text) ??
    judgePath(path) ??
    (hash !== -1 && !FIELD.test(text.slice(hash + 1))
      ? fault('syntax', 'has a field that is no plain name')
      : undefined)
  )
}

/** Whether `text` can name a version. */
export function isVersion(text: string): boolean {
  return VERSION.test(text)
}

function judgeHostile(text: string): LocationFault | undefined {
  if (
    text.includes('://') ||
    /^arn:/i.test(text) ||
    text.startsWith('//') ||
    /^[\w.-]+:\d+(\/|$)/.test(text)
  ) {
    return fault(
      'endpoint-inline',
      'holds a host, an ARN or a URL; the store names that, a location only the path',
    )
  }
  if (/[%\0\\]/.test(text) || /(^|\/)\.{1,2}(\/|#|$)/.test(text)) {
    return fault('traversal', 'holds a dot segment, a backslash or an encoded character')
  }
  if (/[*?[\]]/.test(text)) {
    return fault('wildcard', 'holds a wildcard; one location is one secret')
  }
  return undefined
}

function judgePath(path: string): LocationFault | undefined {
  if (path === '' || path.length > MAXIMUM_LENGTH) {
    return fault('syntax', path === '' ? 'has no path' : `is longer than ${MAXIMUM_LENGTH} characters`)
  }
  if (path.endsWith('/')) {
    return fault('wildcard', 'ends with a slash, which names a tree; one location is one secret')
  }
  if (path.startsWith('/') || path.includes('//')) {
    return fault('traversal', 'has an empty segment')
  }
  for (const segment of path.split('/')) {
    const unknown = [...segment.matchAll(/\{([^{}]*)\}/g)].find((match) => !TEMPLATES.has(match[1] ?? ''))
    if (unknown) {
      return fault('template-unknown', 'has a template other than {developer}, {project} and {environment}')
    }
    if (!SEGMENT.test(segment.replace(/\{(developer|project|environment)\}/g, 'x'))) {
      return fault('syntax', 'holds a character that no path may have (letters, digits and _ . + = @ - only)')
    }
  }
  return undefined
}

function fault(kind: string, message: string): LocationFault {
  return { rule: `location/${kind}` as LocationFault['rule'], message }
}
