import { AppError } from '../errors/app-error.ts'
import type { ReleasedValues } from '../secret/released-values.ts'
import type { SecretName } from '../secret/secret-name.ts'
import type { SecretValue } from '../secret/secret-value.ts'
import { checkSizes } from './limits.ts'

declare const built: unique symbol

/** The whole environment of the target. Only {@link buildEnvironment} makes one. */
export type ChildEnvironment = Readonly<Record<string, string>> & { readonly [built]: true }

/** Everything that decides what the target's environment holds. */
export interface EnvironmentInput {
  /** The environment in which we were started. */
  caller: Readonly<Record<string, string | undefined>>
  released: ReleasedValues
  /** Every name of the schema, injected or not. */
  declared: Iterable<SecretName>
  /** Names whose inherited value is kept, whatever the schema says. */
  preserve: ReadonlySet<string>
  /** Inherited names from which a store took its credential. */
  removed: ReadonlySet<string>
  /** Whether of the caller's variables only a short list is kept. */
  pristine: boolean
  /** The command and its arguments: they share the kernel's size limit. */
  argv: readonly string[]
  platform: NodeJS.Platform
}

/** What `--pristine` keeps besides the secrets; Windows starts no program without its own four. */
const PRISTINE = /^(PATH|HOME|USER|SHELL|TERM|LANG|LC_.*|TZ|TMPDIR)$/
const PRISTINE_WINDOWS = /^(SYSTEMROOT|COMSPEC|PATHEXT|TEMP)$/i

/**
 * The caller's environment with the released values put in and stale ones taken out. It has no prototype,
 * because starting a process copies inherited properties too.
 * Throws SECRET_INVALID, with names and sizes only, for what an environment cannot carry.
 */
export function buildEnvironment(input: EnvironmentInput): ChildEnvironment {
  const { caller, released, preserve, removed } = input
  const same = nameComparison(input.platform)
  const kept = new Set([...preserve].map(same))
  const stale = new Set([...input.declared, ...removed].map(same))
  const taken = new Set([...removed].map(same))
  const environment: Record<string, string> = Object.create(null)
  const present = new Set<string>()
  for (const [name, value] of Object.entries(caller)) {
    const key = same(name)
    const preserved = kept.has(key) && !taken.has(key)
    if (value === undefined || (!preserved && (stale.has(key) || !isWanted(name, input)))) continue
    environment[name] = value
    present.add(key)
  }
  const injected = [...released].filter(([name]) => !present.has(same(name)))
  refuseUnfit(injected)
  for (const [name, value] of injected) environment[name] = value.reveal().toString('utf8')
  checkSizes(environment, input.argv, input.platform)
  return environment as ChildEnvironment
}

/** Windows reads names without regard to case. */
function nameComparison(platform: NodeJS.Platform): (name: string) => string {
  return platform === 'win32' ? (name) => name.toUpperCase() : (name) => name
}

function isWanted(name: string, { pristine, platform }: EnvironmentInput): boolean {
  if (!pristine) return true
  return platform === 'win32'
    ? PRISTINE_WINDOWS.test(name) || PRISTINE.test(name.toUpperCase())
    : PRISTINE.test(name)
}

function refuseUnfit(values: readonly (readonly [SecretName, SecretValue])[]): void {
  const unfit = values.filter(([, value]) => value.hasNul || !value.isText)
  if (unfit.length === 0) return
  throw new AppError('SECRET_INVALID', 'An environment variable cannot carry these values', {
    secrets: unfit.map(([name]) => name),
    problems: unfit.map(
      ([name, value]) => `${name} ${value.hasNul ? 'holds a NUL byte' : 'is not UTF-8 text'}`,
    ),
    suggestions: ['keep binary values encoded, for example as base64'],
  })
}
