/** Beginnings of a URL that say nothing of what is secret in it. */
const URL_PREFIXES = [/^[a-z][a-z0-9+.-]*:\/\/[^\s:/?#@]*:(?=[^\s/?#]*@)/i, /^[a-z][a-z0-9+.-]*:\/\//i]

/** Beginnings that say what kind of value follows and nothing of the value. */
const PREFIXES = [
  /^-----BEGIN [A-Z0-9 ]+-----/,
  /^eyJ[A-Za-z0-9_-]+\.(?=eyJ)/,
  /^(sk|pk|rk)[-_](live|test|proj|ant)[-_]/,
  /^(gh[opsur]|github_pat|glpat|npm|pypi|xox[abeprs]|xapp|whsec|hf|dop_v1|hv[bs]|shp(at|ca|pa|ss)|SG|AKIA|ASIA|AIza)[-_.]?/,
]

const ALL_PREFIXES = [...URL_PREFIXES, ...PREFIXES]

/**
 * The beginning of `text` that is public: a scheme and user, a PEM header, a JWT's first segment, a token's
 * prefix. While more may follow it is shown and remembered, never hidden: it stands in harmless output too.
 */
export function publicPrefix(text: string): string {
  for (const pattern of text.includes('://') ? ALL_PREFIXES : PREFIXES) {
    const match = pattern.exec(text)
    if (match !== null && match[0].length < text.length) return match[0]
  }
  return ''
}
