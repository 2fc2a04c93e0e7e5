import type { SecretDeclaration, SecretSchema } from '../schema/types.ts'

const NOBODY = 'No owner'

/** The schema as a Markdown catalogue, grouped by owner: for people who do not read JSON. Holds nothing but the schema. */
export function writeCatalogue(schema: SecretSchema): string {
  const groups = Map.groupBy(schema.secrets.values(), ({ owner }) => owner ?? NOBODY)
  const owners = [...groups.keys()].sort(
    (a, b) => Number(a === NOBODY) - Number(b === NOBODY) || compare(a, b),
  )
  return [
    `# Secrets of ${text(schema.project)}`,
    'Written by `sotto docs` from `secrets.schema.json`. Change that file, not this one.',
    writeEnvironments(schema),
    ...owners.flatMap((owner) => [`## ${text(owner)}`, ...groups.get(owner)!.map(writeSecret)]),
  ].join('\n\n')
}

function writeEnvironments({ environments }: SecretSchema): string {
  const rows = [...environments.values()].map(
    ({ name, class: kind, isDefault }) => `| ${text(name)} | ${kind}${isDefault ? ', default' : ''} |`,
  )
  return ['| Environment | Class |', '|---|---|', ...rows].join('\n')
}

function writeSecret(secret: SecretDeclaration): string {
  const { rotation = {}, deprecated } = secret
  const facts: readonly [string, string | undefined][] = [
    ['Kind', secret.kind],
    ['Format', secret.format],
    ['Access', secret.access],
    [
      'Rotation',
      [rotation.every && `every ${rotation.every}`, rotation.procedure].filter(Boolean).join(': ') ||
        undefined,
    ],
    ['Value', secret.generate && 'generated at the first run'],
    ['Deprecated', deprecated && (deprecated.instead ? `use ${deprecated.instead}` : 'yes')],
  ]
  const places = [...secret.locations].map(
    ([environment, { store, text: path }]) =>
      `- ${text(environment)}${secret.requiredIn.has(environment) ? '' : ' (optional)'}: \`${store}:${path}\``,
  )
  return [
    `### \`${secret.name}\``,
    text(secret.purpose ?? 'No purpose written down.'),
    [...facts.flatMap(([label, fact]) => (fact ? [`- ${label}: ${text(fact)}`] : [])), ...places].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** By code unit: the same everywhere, whatever the locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function text(words: string): string {
  return words.replaceAll(/[\\`*_<>[\]|#]/g, '\\$&')
}
