import type { SchemaRule } from '../../rule.ts'
import { eachDevelopmentLocation, isShared } from '../each-location.ts'

export const locationPersonalWithoutDeveloper: SchemaRule = {
  meta: {
    id: 'location/personal-without-developer',
    severity: 'error',
    rationale: 'A personal secret that everybody reads is a shared one under a wrong name.',
    docs: 'A secret of the kind `personal` lies in a personal store, or has `{developer}` in its location.',
  },
  over: 'schema',
  *check(schema) {
    for (const { secret, environment, location, store } of eachDevelopmentLocation(schema)) {
      if (secret.kind !== 'personal' || !isShared(store) || location.text.includes('{developer}')) continue
      yield {
        message: `${secret.name} is personal, and its location in ${environment.name} is the same for everybody.`,
        hint: 'Put {developer} into the path, or keep it in a personal store.',
        at: { pointer: location.pointer },
        secret: secret.name,
      }
    }
  },
}
