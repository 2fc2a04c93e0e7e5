/**
 * Variables that only our own code and the stores' SDKs read, when they load: taking them out of `process.env` at
 * the first instruction is enough. Read in the sources of debug, follow-redirects, @grpc/grpc-js and Node 24.
 */
export const READ_LATE = [
  'DEBUG',
  'DEBUG_AUTH',
  'CLI_FLAGS_DEBUG',
  'GOOGLE_SDK_NODE_LOGGING',
  'GRPC_TRACE',
  'GRPC_VERBOSITY',
  'GRPC_NODE_TRACE',
  'GRPC_NODE_VERBOSITY',
  'GRPC_NODE_DEBUG_SEND_ERROR_DETAILS',
  // Would let anybody on the way read what a store answers.
  'NODE_TLS_REJECT_UNAUTHORIZED',
] as const

/** Variables that Node has read before our first instruction: freeing ourselves of them takes a new start. */
export const READ_EARLY = [
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_V8_COVERAGE',
  'NODE_REDIRECT_WARNINGS',
] as const

/**
 * Node's options that neither run foreign code in our process nor write down what it handles. The list says what
 * may stay, because the options that may not (inspect, report, prof, heapsnapshot, coverage, require, import,
 * tls-keylog, trace) grow with every release.
 */
const HARMLESS = new Set([
  '--max-old-space-size',
  '--max_old_space_size',
  '--max-semi-space-size',
  '--max-http-header-size',
  '--no-warnings',
  '--no-deprecation',
  '--disable-warning',
  '--disable-sigusr1',
  '--enable-source-maps',
  '--stack-trace-limit',
  '--unhandled-rejections',
  '--use-openssl-ca',
  '--use-bundled-ca',
  '--use-system-ca',
  '--tls-min-v1.2',
  '--tls-min-v1.3',
  '--tls-max-v1.2',
  '--tls-max-v1.3',
  '--openssl-legacy-provider',
  '--enable-fips',
  '--force-fips',
  '--dns-result-order',
  '--no-network-family-autoselection',
  '--experimental-strip-types',
  '--preserve-symlinks',
])

/** The options among `words` that may stay. An option's separate value goes with it: such options are not listed. */
export function harmlessOptions(words: readonly string[]): string[] {
  return words.filter((word) => HARMLESS.has(word.split('=', 1)[0] ?? '') && !word.includes('"'))
}
