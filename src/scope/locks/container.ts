import type { PlannedSecret } from '../../plan/plan.ts'
import { findDenyWord } from '../../schema/deny-words.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Identity } from '../../stores/store.ts'
import type { Fault } from '../judgement.ts'
import { quote } from '../quote.ts'

type Container = Readonly<Record<string, string>>

/**
 * Third lock: the account, project or mount itself. It is the one that the schema declares, its name does not
 * say production, and it is among the user's own `developmentContainers` where the user lists any.
 *
 * @param identity absent before signing in: then only what the location alone contradicts is refused
 */
export function judgeContainer(
  { store, type, location }: PlannedSecret,
  settings: Settings,
  identity?: Identity,
): Fault | undefined {
  if (type.reach === 'personal') {
    return undefined
  }
  const here = location.container
  const there = identity?.container ?? {}
  return (
    judgeWords([here, there, store.devScope?.container ?? {}]) ??
    judgeDeclared(store, here, identity, settings) ??
    judgeListed(store, { ...here, ...there }, identity !== undefined, settings)
  )
}

function judgeWords(containers: readonly Container[]): Fault | undefined {
  for (const [kind, name] of containers.flatMap((container) => Object.entries(container))) {
    const word = findDenyWord(name)
    if (word !== undefined) {
      return refuse(`its ${kind} ${quote(name)} says ${word}`)
    }
  }
  return undefined
}

function judgeDeclared(
  store: PlannedSecret['store'],
  here: Container,
  identity: Identity | undefined,
  settings: Settings,
): Fault | undefined {
  for (const [kind, expected] of Object.entries(store.devScope?.container ?? {})) {
    const located = member(here, kind)
    const signedIn = member(identity?.container ?? {}, kind)
    if (located !== undefined && located !== expected) {
      return refuse(
        `${store.name} is in the ${kind} ${quote(located)}, and its devScope says ${quote(expected)}`,
      )
    }
    if (signedIn !== undefined && signedIn !== expected) {
      return wrongAccount(store, kind, expected, signedIn, settings)
    }
    if (identity !== undefined && located === undefined && signedIn === undefined) {
      return refuse(
        `${store.name} does not say which ${kind} it is in, and its devScope says ${quote(expected)}`,
      )
    }
  }
  return undefined
}

function judgeListed(
  store: PlannedSecret['store'],
  found: Container,
  complete: boolean,
  { developmentContainers }: Settings,
): Fault | undefined {
  const listed = developmentContainers?.some(
    ({ type, container }) =>
      type === store.type &&
      Object.entries(container).every(([kind, expected]) => {
        const name = member(found, kind)
        return name === expected || (name === undefined && !complete)
      }),
  )
  return listed === false
    ? refuse(`the container of ${store.name} is not among the developmentContainers of your own settings`)
    : undefined
}

function wrongAccount(
  store: PlannedSecret['store'],
  kind: string,
  expected: string,
  signedIn: string,
  { awsProfiles }: Settings,
): Fault {
  const profile = member(awsProfiles, expected)
  return {
    lock: 'container',
    kind: 'wrong-account',
    message: `signed in to the ${kind} ${quote(signedIn)}, and the schema says ${quote(expected)} for ${store.name}`,
    suggestion:
      profile === undefined
        ? `sign in to the ${kind} ${quote(expected)}: sotto login ${store.name}`
        : `try the profile ${quote(profile)}: export AWS_PROFILE=${quote(profile)}`,
  }
}

function member(container: Container, kind: string): string | undefined {
  return Object.hasOwn(container, kind) ? container[kind] : undefined
}

function refuse(message: string): Fault {
  return { lock: 'container', kind: 'not-development', message }
}
