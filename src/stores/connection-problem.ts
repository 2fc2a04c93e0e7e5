/** OpenSSL's verification results (verify(1), "Diagnostics") and Node's own, as Node spells them in `code`. */
const UNTRUSTED =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|ERR_TLS_CERT)/

/** The operating system's errors, and what TLS and HTTP/2 say of a connection that broke. */
const DOWN = /^(E[A-Z]{3,}|ERR_(SSL|TLS|HTTP2_(GOAWAY|STREAM|SESSION|INVALID))_\w+|TimeoutError|AbortError)$/

/**
 * What a failed request says of the connection, by the code or name of Node's error: `untrusted`, the other side
 * showed a certificate that does not hold; `down`, there was no connection, or it broke. `undefined`: neither.
 */
export function connectionProblem(error: unknown): 'untrusted' | 'down' | undefined {
  const { code, name } = Object(error) as { code?: unknown; name?: unknown }
  if (UNTRUSTED.test(`${code}`)) return 'untrusted'
  return DOWN.test(`${code}`) || DOWN.test(`${name}`) ? 'down' : undefined
}
