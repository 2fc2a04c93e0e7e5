/** Exit status of every error code. `run` otherwise ends as its target ended; 64 to 78 follow BSD sysexits(3). */
export const EXIT_STATUS = {
  USAGE: 64,
  SCHEMA_INVALID: 65,
  SCHEMA_NOT_FOUND: 66,
  STORE_UNREACHABLE: 69,
  STORE_THROTTLED: 69,
  STORE_NOT_INSTALLED: 69,
  INTERNAL: 70,
  STORE_INVALID_RESPONSE: 76,
  STORE_UNAUTHENTICATED: 77,
  STORE_FORBIDDEN: 77,
  STORE_LOCKED: 77,
  STORE_READ_ONLY: 77,
  STORE_MISCONFIGURED: 78,
  SETTINGS_INVALID: 78,
  RUNTIME_UNSUPPORTED: 78,
  SCOPE_REFUSED: 80,
  SECRET_MISSING: 81,
  SECRET_INVALID: 81,
  STORE_UNTRUSTED: 82,
  TARGET_NOT_EXECUTABLE: 126,
  TARGET_NOT_FOUND: 127,
} as const

/** A stable name of what went wrong; scripts may depend on it. */
export type ErrorCode = keyof typeof EXIT_STATUS
