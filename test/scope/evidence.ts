import { readFileSync } from 'node:fs'

/** Everything that the locks look at, for one secret in one store; JSON, so that rows are data. */
export interface Evidence {
  type: string
  environment: { name: string; class: string }
  store: { name: string; productionOnly: boolean; devScope?: Record<string, never> }
  options: Record<string, string>
  reference: { path: string; field?: string; version?: string }
  settings: {
    developmentContainers?: { type: string; container: Record<string, string> }[]
    allowCredentials?: { type: string; principal: string }[]
    vouchedRoles?: string[]
    awsProfiles?: Record<string, string>
  }
  identity: Record<string, unknown>
  tags?: Record<string, unknown>
  /** A kind of value, never a value: see `plainValue`. */
  value: string
}

/** One row of the truth table: what is given, and which lock must refuse. */
export interface Row {
  id: string
  title: string
  evidence: Evidence
  expect: string
  requests: 'none' | 'identity' | 'values'
}

interface Table {
  bases: Record<string, Partial<Evidence>>
  cases: {
    evidence: string
    expect: string
    requests: Row['requests']
    stores: string[]
    given: Partial<Evidence>
  }[]
}

/** The truth table, one row a case and store. */
export function readTruthTable(): readonly Row[] {
  const file = new URL('./vectors/truth-table.json', import.meta.url)
  const { bases, cases } = JSON.parse(readFileSync(file, 'utf8')) as Table
  return cases.flatMap(({ evidence, expect, requests, stores, given }, index) =>
    stores.map((store) => ({
      id: `${index}-${store}`,
      title: `${store}: ${evidence} -> ${expect}`,
      evidence: evidenceOf(bases[store] ?? {}, given),
      expect,
      requests,
    })),
  )
}

/** What a development secret of this store looks like, changed as `given` says. */
export function evidenceOf(base: Partial<Evidence>, given: Partial<Evidence>): Evidence {
  const ordinary = {
    environment: { name: 'dev', class: 'development' },
    settings: {},
    value: '*plain',
    ...base,
  } as Evidence
  const prefix = (ordinary.store.devScope as { path?: string[] } | undefined)?.path?.[0] ?? ''
  const merged = merge(ordinary, { value: ordinary.value, ...given }) as Evidence
  return replaceMarks(merged, ordinary, prefix)
}

/** `null` takes a member away, `{}` empties one, anything else lies over what was there. */
function merge(base: unknown, patch: unknown): unknown {
  const isMap = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isMap(patch) || Object.keys(patch as object).length === 0) {
    return patch
  }
  const merged: Record<string, unknown> = isMap(base) ? { ...(base as object) } : {}
  for (const [name, member] of Object.entries(patch as object)) {
    if (member === null) {
      delete merged[name]
    } else {
      merged[name] = merge(merged[name], member)
    }
  }
  return merged
}

/** `+` is the store's own prefix, `*own` its own type and principal, `*null` a null that stays. */
function replaceMarks(evidence: Evidence, ordinary: Evidence, prefix: string): Evidence {
  const { path } = evidence.reference
  const allowed = evidence.settings.allowCredentials?.map(({ type, principal }) => ({
    type: type === '*own' ? ordinary.type : type,
    principal: principal === '*own' ? String(ordinary.identity.principal) : principal,
  }))
  const tags = Object.entries(evidence.tags ?? {}).map(([tag, value]) => [
    tag,
    value === '*null' ? null : value,
  ])
  return {
    ...evidence,
    reference: {
      ...evidence.reference,
      path: path.startsWith('+') ? prefix + path.slice(1) : path,
    },
    settings: { ...evidence.settings, ...(allowed && { allowCredentials: allowed }) },
    ...(evidence.tags && { tags: Object.fromEntries(tags) }),
  }
}
