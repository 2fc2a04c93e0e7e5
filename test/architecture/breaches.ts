import type { Source } from './sources.ts'

/** Who may import whom. A room may always import itself. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  secret: ['errors'],
  settings: ['errors', 'secret', 'files', 'schema'],
  files: [],
  waiting: [],
  keychain: ['errors', 'secret', 'files', 'waiting'],
  schema: ['errors', 'secret', 'files'],
  stores: ['errors', 'secret', 'files', 'waiting', 'schema', 'keychain'],
  trust: ['errors', 'secret', 'files', 'settings', 'schema', 'stores'],
  plan: ['errors', 'secret', 'schema', 'stores', 'trust'],
  scope: ['errors', 'secret', 'settings', 'schema', 'plan', 'stores'],
  resolve: ['errors', 'secret', 'waiting', 'schema', 'plan', 'scope', 'stores'],
  inject: ['errors', 'secret'],
  redact: ['secret'],
  lint: ['errors', 'secret', 'schema', 'stores'],
  services:
    'errors secret files waiting settings keychain schema stores trust plan scope resolve inject redact lint'.split(
      ' ',
    ),
  cli: ['errors', 'secret', 'files', 'redact', 'settings', 'stores', 'inject', 'services'],
  commands: ['cli', 'services', 'errors'],
}

/** Packages that only one file each may name; that file is imported dynamically. */
const SDKS: readonly { name: RegExp; home: RegExp }[] = [
  { name: /^@aws-sdk\//, home: /^stores\/aws-secrets-manager\/client\.ts$/ },
  {
    name: /^(@google-cloud\/|google-auth-library|google-gax)/,
    home: /^stores\/gcp-secret-manager\/client\.ts$/,
  },
  { name: /^node-vault$/, home: /^stores\/vault\/client\.ts$/ },
  { name: /^keytar$/, home: /^keychain\// },
  { name: /^jose$/, home: /^(stores\/local|keychain)\// },
]

/** Where a sealed value may be opened. */
const MAY_REVEAL = [
  /^inject\/environment\.ts$/,
  /^redact\//,
  /^stores\/(local|keychain)\//,
  /^stores\/vault\/(client|token-home)\.ts$/,
  /^keychain\//,
  /^secret\//,
]

/** Who mints the types that the pipeline passes on. */
const MINTS: Readonly<Record<string, string>> = {
  ApprovedSchema: 'trust/approve.ts',
  Plan: 'plan/build-plan.ts',
  AdmittedPlan: 'scope/admit.ts',
  GuardedPlan: 'scope/guard.ts',
  ReleasedValues: 'scope/release.ts',
}

const LONGEST = 250

/** Everything in which the sources differ from the layout, one sentence each. */
export function findBreaches(sources: readonly Source[]): readonly string[] {
  const inFiles = sources.flatMap((source) => [
    ...findWrongImports(source),
    ...findWrongPackages(source),
    ...findWrongGlobals(source),
    ...findWrongCasts(source),
    ...(source.lines > LONGEST ? [`${source.path} has ${source.lines} lines, more than ${LONGEST}`] : []),
  ])
  return [...inFiles, ...findEagerPackages(sources)]
}

function* findWrongImports({ path, room, imports }: Source): Iterable<string> {
  for (const { target } of imports) {
    const to = target.split('/')[0] ?? ''
    if (!(to in MAY_IMPORT) || !target.endsWith('.ts')) {
      continue
    }
    if (to !== room && !MAY_IMPORT[room]?.includes(to)) {
      yield `${room} may not import ${to}`
    }
    const [, own] = path.split('/')
    const [, theirs, ...rest] = target.split('/')
    if (room === 'stores' && to === 'stores' && rest.length > 0 && own !== theirs && own !== 'registry.ts') {
      yield `a store may not import its sibling ${theirs}`
    }
  }
}

function* findWrongPackages({ path, imports }: Source): Iterable<string> {
  for (const { target } of imports) {
    const sdk = SDKS.find(({ name }) => name.test(target))
    if (sdk && !sdk.home.test(path)) {
      yield `${path} may not name ${target}`
    }
  }
}

/** What a declaration or a command reaches without a dynamic import is loaded whether or not it is used. */
function* findEagerPackages(sources: readonly Source[]): Iterable<string> {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  for (const root of sources.filter(({ path }) => /^commands\/|^stores\/[^/]+\/index\.ts$/.test(path))) {
    const reached = new Set([root])
    for (const source of reached) {
      for (const { target } of source.imports.filter(({ isDynamic }) => !isDynamic)) {
        const next = byPath.get(target)
        if (next) {
          reached.add(next)
        } else if (SDKS.some(({ name }) => name.test(target))) {
          yield `${root.path} loads ${target} before anything asks for it`
        }
      }
    }
  }
}

function* findWrongGlobals({ path, room, code }: Source): Iterable<string> {
  // A lock's subject is the process that holds it.
  const isSurface = room === 'cli' || room === 'inject' || path === 'stores/lock-holder.ts'
  if (!isSurface && /\bprocess\s*\.|\bglobalThis\.process\b/.test(code)) {
    yield 'only cli and inject may use process'
  }
  if (!isSurface && /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/.test(code)) {
    yield 'only cli and inject may use the clock'
  }
  if (room !== 'cli' && /\bconsole\s*\./.test(code)) {
    yield 'only cli may use console'
  }
  if (/\.reveal\(\)/.test(code) && !MAY_REVEAL.some((place) => place.test(path))) {
    yield `reveal() is not for ${path}`
  }
}

function* findWrongCasts({ path, code }: Source): Iterable<string> {
  for (const [type, home] of Object.entries(MINTS)) {
    if (new RegExp(`\\bas (?:unknown as )?${type}\\b`).test(code) && path !== home) {
      yield `${path} may not mint ${type}`
    }
  }
}
