import type { SchemaRule } from '../../rule.ts'
import { publicPrefixOf } from '../../variables/public-prefixes.ts'
import { atSecret } from '../secret-observation.ts'

export const namePublicPrefix: SchemaRule = {
  meta: {
    id: 'name/public-prefix',
    severity: 'error',
    rationale: 'Such a variable is compiled into code that every visitor can read.',
    docs: 'Build tools copy variables with these prefixes into what browsers and phones download: `NEXT_PUBLIC_`, `VITE_`, `REACT_APP_`, `EXPO_PUBLIC_`, `NUXT_PUBLIC_`, `PUBLIC_`, `GATSBY_`, `VUE_APP_`, `STORYBOOK_`, `NG_APP_`. What stands there is public, so it is no secret: take it out of the schema, or rename it and read it on the server.',
  },
  over: 'schema',
  *check({ secrets }) {
    for (const secret of secrets.values()) {
      const prefix = publicPrefixOf(secret.name)
      if (prefix === undefined) continue
      yield atSecret(
        secret,
        `${secret.name} starts with ${prefix}, which build tools compile into client code.`,
        'Rename it and read it on the server, or take it out of the schema if it is public anyway.',
      )
    }
  },
}
