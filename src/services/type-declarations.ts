import type { SecretDeclaration, SecretSchema } from '../schema/types.ts'

/**
 * TypeScript declarations of the environment that a run of `environment` gives: a required secret is a string, any
 * other declared one may be absent.
 */
export function writeDeclarations(schema: SecretSchema, environment: string): string {
  const members = [...schema.secrets.values()].map((secret) => writeMember(secret, environment))
  return `// Written by \`sotto types\` from secrets.schema.json, for the environment ${environment}.

declare global {
  namespace NodeJS {
    interface ProcessEnv {
${members.join('\n')}
    }
  }
}

export {}`
}

function writeMember(
  { name, purpose, deprecated, requiredIn }: SecretDeclaration,
  environment: string,
): string {
  const note = deprecated && `@deprecated ${deprecated.instead ?? ''}`.trimEnd()
  const words = [purpose, note].filter(Boolean).join(' ').replaceAll('*/', '* /')
  const mark = requiredIn.has(environment) ? '' : '?'
  return [...(words ? [`      /** ${words} */`] : []), `      ${name}${mark}: string`].join('\n')
}
