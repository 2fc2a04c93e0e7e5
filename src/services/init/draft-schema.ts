import { SCHEMA_FILE } from '../../schema/find-schema.ts'

/** What stands where only the team can know; `lint` reports every one. */
const BLANK = 'TODO'

/** A first schema for `names`, with marked blanks: as JSON text. */
export function draftSchema(project: string, names: readonly string[], schemaLink: string): string {
  const secrets = Object.fromEntries(names.map((name) => [name, draftSecret(name)]))
  const draft = {
    $schema: schemaLink,
    version: 1,
    project,
    environments: { dev: { class: 'development', default: true } },
    stores: { personal: { type: 'local' } },
    secrets,
  }
  return `${JSON.stringify(draft, null, 2)}\n`
}

/** A project's name as the format has it, made of a folder's or package's. */
export function projectName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/^@[^/]*\//, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .replace(/-+$/, '')
    .slice(0, 63)
  return plain === '' ? SCHEMA_FILE.split('.')[0]! : plain
}

function draftSecret(name: string) {
  return {
    purpose: BLANK,
    owner: BLANK,
    kind: 'personal',
    locations: { dev: `personal:${name.toLowerCase().replaceAll('_', '-')}` },
    access: BLANK,
    rotation: { every: '180d', procedure: BLANK },
  }
}
