import { AppError } from '../errors/app-error.ts'

/** Sizes in bytes. */
interface Limits {
  /** One variable: `NAME=`, the value and the closing NUL. */
  variable: number
  /** All variables and arguments with their closing NULs and one pointer each. */
  total: number
}

/**
 * Linux: MAX_ARG_STRLEN is 32 pages; everything together takes a quarter of the stack's limit, 2 MiB as a rule, but
 * never more than 6 MiB (execve(2)). What lies between, the kernel refuses at the start. macOS: ARG_MAX of its sys/syslimits.h. Windows: the limit of SetEnvironmentVariable, in characters, of which none takes less than a byte.
 */
function limitsOf(platform: NodeJS.Platform): Limits {
  if (platform === 'win32') return { variable: 32_767, total: Number.POSITIVE_INFINITY }
  if (platform === 'linux') return { variable: 131_072, total: 6_291_456 }
  return { variable: 1_048_576, total: 1_048_576 }
}

const POINTER_BYTES = 8

/** The most bytes that a value can have in any variable: the limit itself, name and all. */
export function largestValue(platform: NodeJS.Platform): number {
  return limitsOf(platform).variable
}

/** Whether the system starts a program with this variable, as far as that hangs on the variable alone. */
export function fitsVariable(name: string, valueBytes: number, platform: NodeJS.Platform): boolean {
  return Buffer.byteLength(`${name}=`) + valueBytes + 1 <= limitsOf(platform).variable
}

/** Throws SECRET_INVALID when the system would refuse to start a program with this environment. */
export function checkSizes(
  environment: Readonly<Record<string, string>>,
  argv: readonly string[],
  platform: NodeJS.Platform,
): void {
  const limits = limitsOf(platform)
  const total = totalBytes(environment, argv)
  if (total <= Math.min(limits.variable, limits.total)) return
  const tooLarge = sizesOf(environment).filter(({ bytes }) => bytes > limits.variable)
  if (tooLarge.length > 0) {
    throw tooLargeError(`An environment variable holds at most ${limits.variable} bytes`, tooLarge)
  }
  if (total > limits.total) throw togetherTooLarge(environment, argv)
}

/** The error for an environment and arguments that are too large together. Names the five largest variables. */
export function togetherTooLarge(
  environment: Readonly<Record<string, string>>,
  argv: readonly string[],
): AppError {
  const largest = sizesOf(environment)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 5)
  const total = totalBytes(environment, argv)
  return tooLargeError(
    `The environment and the arguments take ${total} bytes together: too much for this system`,
    largest,
  )
}

/** What the system keeps for a new program: texts with their closing NULs, and a pointer to each. */
export function totalBytes(environment: Readonly<Record<string, string>>, argv: readonly string[]): number {
  let total = 0
  for (const name in environment) total += bytesOf(name, environment[name]!) + POINTER_BYTES
  for (const text of argv) total += Buffer.byteLength(text) + 1 + POINTER_BYTES
  return total
}

/** `NAME=value` and the closing NUL. */
function bytesOf(name: string, value: string): number {
  return Buffer.byteLength(name) + Buffer.byteLength(value) + 2
}

function sizesOf(environment: Readonly<Record<string, string>>): { name: string; bytes: number }[] {
  return Object.entries(environment).map(([name, value]) => ({ name, bytes: bytesOf(name, value) }))
}

function tooLargeError(message: string, variables: readonly { name: string; bytes: number }[]): AppError {
  return new AppError('SECRET_INVALID', message, {
    secrets: variables.map(({ name }) => name),
    problems: variables.map(({ name, bytes }) => `${name} takes ${bytes} bytes`),
    suggestions: ['leave out what this command does not need: sotto run --only NAME,NAME -- ...'],
  })
}
