import type { PlannedSecret } from '../../plan/plan.ts'
import { fillDeveloper, findDenyWordAround } from '../developer.ts'
import type { Fault } from '../judgement.ts'

/**
 * Second lock: the place that a value would come from. It lies under a declared prefix where there is one, and
 * no word outside the filled-in `{developer}` says production. Judged without I/O, before and after filling in.
 *
 * @param secret `{developer}` standing
 * @param developer what `{developer}` becomes; any name will do while nobody has signed in
 */
export function judgeLocation(
  { store, type, reference, location }: PlannedSecret,
  developer = 'developer',
): Fault | undefined {
  if (store.productionOnly) {
    return refuse(`the store ${store.name} holds production only and is never opened`)
  }
  if (type.reach === 'shared' && !hasProof(store.devScope)) {
    return refuse(
      `the store ${store.name} declares no devScope, so nothing proves that its values are development's`,
    )
  }
  for (const text of [store.name, reference.path, reference.field, reference.version, location.path]) {
    const word = text === undefined ? undefined : findDenyWordAround(text, developer)
    if (word !== undefined) {
      return refuse(`its location in ${store.name} says ${word}`)
    }
  }
  const path = fillDeveloper(location.path, developer)
  if (!isPlainPath(path) || !isPlainPath(fillDeveloper(reference.path, developer))) {
    return refuse(`its location in ${store.name} has a dot segment or a character that can lead elsewhere`)
  }
  const prefixes = store.devScope?.path
  if (prefixes !== undefined && !prefixes.some((prefix) => liesUnder(path, prefix))) {
    return refuse(`its location lies under none of the paths that the devScope of ${store.name} lists`)
  }
  return undefined
}

function hasProof(devScope: PlannedSecret['store']['devScope']): boolean {
  return (
    devScope !== undefined &&
    (Object.keys(devScope.container).length > 0 ||
      (devScope.path?.length ?? 0) > 0 ||
      Object.keys(devScope.tags ?? {}).length > 0)
  )
}

/** A prefix that does not end at a separator of its own must be followed by a whole new segment. */
function liesUnder(path: string, prefix: string): boolean {
  if (!/[A-Za-z0-9]/.test(prefix)) {
    return false
  }
  return /[/_.-]$/.test(prefix) ? path.startsWith(prefix) : path === prefix || path.startsWith(`${prefix}/`)
}

/** Beyond printable ASCII; what a store may read as an escape, a query or a template; a dot segment. */
const LEADS_ELSEWHERE = /[^\x21-\x7e]|[%\\?#*{}]|(?:^|\/)\.{1,2}(?:\/|$)/

function isPlainPath(path: string): boolean {
  return path !== '' && !LEADS_ELSEWHERE.test(path)
}

function refuse(message: string): Fault {
  return { lock: 'location', kind: 'not-development', message }
}
