import type { StoreDeclaration } from '../schema/types.ts'
import type { Settings } from '../settings/settings.ts'

/** Whether the user's settings approve `store` beforehand, in the repository at `root`. */
export function isApprovedBySettings(store: StoreDeclaration, root: string, { approve }: Settings): boolean {
  return approve.some(
    ({ repository, type, container }) =>
      type === store.type &&
      (repository === undefined || matches(root, repository)) &&
      Object.entries(container).every(([kind, pattern]) => {
        const named = namesOf(store, kind)
        return named.length > 0 && named.every((name) => matches(name, pattern))
      }),
  )
}

/** What a store's block says of one kind of container; it may say so as an option and in `devScope`. */
function namesOf({ options, devScope }: StoreDeclaration, kind: string): string[] {
  return [options, devScope?.container ?? {}]
    .filter((members) => Object.hasOwn(members, kind))
    .map((members) => String(members[kind]))
}

/** `*` stands for anything but a separator, so that `https://*.example.com` is no other host. */
function matches(text: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^/\\\\.:@?#|]*')}$`).test(text)
}
