import { AppError } from '../errors/app-error.ts'

/** Sizes in bytes, except on Windows, which counts characters. */
interface Limits {
  /** One variable: `NAME=`, the value and the closing NUL. */
  variable: number
  /** All variables and arguments with their closing NULs and one pointer each. */
  total: number
}

/**
 * Linux: MAX_ARG_STRLEN is 32 pages, and a quarter of the usual 8 MiB stack holds everything (execve(2)).
 * macOS: ARG_MAX of its sys/syslimits.h. Windows: the limit of SetEnvironmentVariable.
 */
function limitsOf(platform: NodeJS.Platform): Limits {
  if (platform === 'win32') return { variable: 32_767, total: Number.POSITIVE_INFINITY }
  if (platform === 'linux') return { variable: 131_072, total: 2_097_152 }
  return { variable: 1_048_576, total: 1_048_576 }
}

const POINTER_BYTES = 8

/** Throws SECRET_INVALID when the system would refuse to start a program with this environment. */
export function checkSizes(
  environment: Readonly<Record<string, string>>,
  injected: readonly string[],
  argv: readonly string[],
  platform: NodeJS.Platform,
): void {
  const limits = limitsOf(platform)
  const size = (text: string) => (platform === 'win32' ? text.length : Buffer.byteLength(text)) + 1
  const sizes = Object.keys(environment).map((name) => ({
    name,
    bytes: size(`${name}=${environment[name]}`),
  }))
  const tooLarge = sizes.filter(({ bytes }) => bytes > limits.variable)
  if (tooLarge.length > 0) {
    throw tooLargeError(`An environment variable holds at most ${limits.variable} bytes`, tooLarge)
  }
  const strings = [...sizes.map(({ bytes }) => bytes), ...argv.map(size)]
  const total = strings.reduce((sum, bytes) => sum + bytes + POINTER_BYTES, 0)
  if (total <= limits.total) return
  const largest = sizes
    .filter(({ name }) => injected.includes(name))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 5)
  throw tooLargeError(
    `The environment and the arguments take ${total} bytes together, and the system allows ${limits.total}`,
    largest,
  )
}

function tooLargeError(message: string, variables: readonly { name: string; bytes: number }[]): AppError {
  return new AppError('SECRET_INVALID', message, {
    secrets: variables.map(({ name }) => name),
    problems: variables.map(({ name, bytes }) => `${name} takes ${bytes} bytes`),
    suggestions: ['leave out what this command does not need: sotto run --only NAME,NAME -- ...'],
  })
}
