import { type Attack, attack, type Recipe, SECRET, schema } from './attack.ts'

const ordinary = JSON.stringify(schema())
const head = '{"version":1,"project":"shop","environments":{"dev":{"class":"development"}},"secrets":{'

export const sizes: readonly Attack[] = [
  recipe('file-of-5-mb', [
    { piece: ' ', times: 5_000_000 },
    { piece: ordinary, times: 1 },
  ]),
  recipe('file-one-byte-too-large', [
    { piece: ordinary, times: 1 },
    { piece: ' ', times: 1_048_577 - ordinary.length },
  ]),
  recipe('nested-arrays', [
    { piece: '[', times: 500_000 },
    { piece: ']', times: 500_000 },
  ]),
  recipe('nested-arrays-open', [{ piece: '[', times: 1_000_000 }]),
  recipe('nested-objects', [
    { piece: '{"a":', times: 100_000 },
    { piece: '1', times: 1 },
    { piece: '}', times: 100_000 },
  ]),
  recipe('nested-one-too-deep', [
    { piece: '[', times: 33 },
    { piece: ']', times: 33 },
  ]),
  recipe('nested-in-a-member', [
    { piece: ordinary.slice(0, -1), times: 1 },
    { piece: ',"lint":', times: 1 },
    { piece: '[', times: 40 },
    { piece: ']', times: 40 },
    { piece: '}', times: 1 },
  ]),
  recipe('closing-brackets', [{ piece: ']', times: 1_000_000 }]),
  recipe('string-of-5000-bytes', [
    { piece: `${ordinary.slice(0, -1)},"$schema":"`, times: 1 },
    { piece: 'a', times: 5000 },
    { piece: '"}', times: 1 },
  ]),
  recipe('string-of-1-mb', [
    { piece: '"', times: 1 },
    { piece: 'a', times: 1_000_000 },
    { piece: '"', times: 1 },
  ]),
  recipe('string-without-end', [
    { piece: '"', times: 1 },
    { piece: '\\"', times: 500_000 },
  ]),
  recipe('multibyte-string', [
    { piece: `${ordinary.slice(0, -1)},"$schema":"`, times: 1 },
    { piece: '€', times: 1366 },
    { piece: '"}', times: 1 },
  ]),
  recipe('member-name-of-5000-bytes', [
    { piece: '{"', times: 1 },
    { piece: 'a', times: 5000 },
    { piece: '":1}', times: 1 },
  ]),
  recipe('many-secrets', [
    { piece: `${head}"A":{"locations":{}}`, times: 1 },
    { piece: ',"A":{"locations":{}}', times: 20_000 },
    { piece: '}}', times: 1 },
  ]),
  recipe('backslashes', [
    { piece: '{"a":"', times: 1 },
    { piece: '\\', times: 1_000_000 },
  ]),
  recipe('colons', [{ piece: ':', times: 1_000_000 }]),
  recipe('digits', [
    { piece: '{"version":', times: 1 },
    { piece: '9', times: 1_000_000 },
    { piece: '}', times: 1 },
  ]),
  recipe('zero-bytes', [{ piece: '\u0000', times: 1_000_000 }]),
  attack('secrets-1001', 'schema/parse', {
    secrets: Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`S${index}`, { locations: {} }])),
  }),
  attack('levenshtein', 'schema/unknown-key', {
    secrets: { DATABASE_URL: { ...SECRET, ['locationz'.repeat(400)]: 1 } },
  }),
]

function recipe(id: string, text: Recipe): Attack {
  return { id, text, exit: 65, rule: 'schema/parse' }
}
