import { type Attack, locationAttack, secretAttack, storeAttack } from './attack.ts'

const TRAVERSAL: readonly (readonly [string, string])[] = [
  ['parent', 'team:../secrets#x'],
  ['parent-inside', 'team:shop/dev/../main/db#x'],
  ['parent-last', 'team:shop/dev/..'],
  ['parent-before-field', 'team:shop/dev/..#x'],
  ['dot-inside', 'team:shop/dev/./db'],
  ['dot-first', 'team:./shop/dev/db'],
  ['empty-inside', 'team:shop/dev//db'],
  ['absolute', 'team:/shop/dev/db'],
  ['encoded-parent', 'team:shop/dev/%2e%2e/main/db'],
  ['encoded-parent-upper', 'team:shop/dev/%2E%2E/main/db'],
  ['encoded-slash', 'team:shop/dev%2f..%2fmain'],
  ['encoded-nul', 'team:shop/dev/db%00'],
  ['double-encoded', 'team:shop/dev/%252e%252e/main'],
  ['backslash', 'team:shop\\dev\\..\\main'],
  ['backslash-parent', 'team:..\\main'],
]

const ENDPOINT: readonly (readonly [string, string])[] = [
  ['url', 'team:https://attacker.test/shop/dev/db'],
  ['url-http', 'team:http://127.0.0.1:9/shop/dev/db'],
  ['url-file', 'team:file:///etc/passwd'],
  ['arn', 'team:arn:aws:secretsmanager:eu-west-1:999988887777:secret:shop/dev/db'],
  ['arn-upper', 'team:ARN:aws:secretsmanager:eu-west-1:999988887777:secret:db'],
  ['network-path', 'team://attacker.test/db'],
  ['host-and-port', 'team:attacker.test:8200/shop/dev/db'],
]

const WILDCARD: readonly (readonly [string, string])[] = [
  ['star', 'team:shop/dev/*'],
  ['star-alone', 'team:*'],
  ['question-mark', 'team:shop/dev/db?version=1'],
  ['brackets', 'team:shop/dev/[ab]'],
  ['tree', 'team:shop/dev/'],
]

const TEMPLATE: readonly (readonly [string, string])[] = [
  ['user', 'team:shop/dev/{user}/db'],
  ['environment-variable', 'team:shop/dev/{env.HOME}/db'],
  ['empty', 'team:shop/dev/{}/db'],
  ['upper-case', 'team:shop/dev/{DEVELOPER}/db'],
  ['prototype', 'team:shop/dev/{constructor}/db'],
  ['dollar-brace', 'team:shop/dev/$' + '{HOME}/db'],
  ['padded', 'team:shop/dev/{ developer }/db'],
]

const SYNTAX: readonly (readonly [string, string])[] = [
  ['no-store', 'shop/dev/db'],
  ['empty-store', ':shop/dev/db'],
  ['empty-path', 'team:#url'],
  ['store-with-slash', 'te/am:shop/dev/db'],
  ['store-upper-case', 'TEAM:shop/dev/db'],
  ['open-brace', 'team:shop/dev/{developer'],
  ['command', 'team:shop/dev/$(id)'],
  ['backticks', 'team:shop/dev/`id`'],
  ['semicolon', 'team:shop/dev/db;id'],
  ['space', 'team:shop/dev/d b'],
  ['query', 'team:shop/dev/db&version=2'],
  ['comma', 'team:shop/dev/a,b'],
  ['two-fields', 'team:shop/dev/db#a#b'],
  ['empty-field', 'team:shop/dev/db#'],
  ['field-with-slash', 'team:shop/dev/db#a/b'],
  ['field-jsonpath', 'team:shop/dev/db#$..password'],
  ['too-long', `team:shop/dev/${'a'.repeat(600)}`],
]

const OBJECTS: readonly (readonly [string, string, unknown])[] = [
  ['path-parent', 'location/traversal', { store: 'team', path: 'shop/dev/../main' }],
  ['path-url', 'location/endpoint-inline', { store: 'team', path: 'https://attacker.test/x' }],
  ['field-traversal', 'location/syntax', { store: 'team', path: 'shop/dev/db', field: '../x' }],
  ['hash-in-path', 'location/syntax', { store: 'team', path: 'shop/dev/db#a', field: 'b' }],
  ['version-traversal', 'location/syntax', { store: 'team', path: 'shop/dev/db', version: '../1' }],
  ['version-query', 'location/syntax', { store: 'team', path: 'shop/dev/db', version: '1&x=2' }],
  [
    'endpoint',
    'schema/unknown-key',
    { store: 'team', path: 'shop/dev/db', endpoint: 'https://attacker.test' },
  ],
  ['value', 'schema/value-field', { store: 'team', path: 'shop/dev/db', value: 'x' }],
  ['no-path', 'schema/parse', { store: 'team' }],
  ['array', 'schema/parse', ['team', 'shop/dev/db']],
  ['number', 'schema/parse', 7],
  ['null', 'schema/parse', null],
]

export const locations: readonly Attack[] = [
  ...TRAVERSAL.map(([id, location]) => locationAttack(`traversal-${id}`, 'location/traversal', location)),
  ...ENDPOINT.map(([id, location]) => locationAttack(`endpoint-${id}`, 'location/endpoint-inline', location)),
  ...WILDCARD.map(([id, location]) => locationAttack(`wildcard-${id}`, 'location/wildcard', location)),
  ...TEMPLATE.map(([id, location]) =>
    locationAttack(`template-${id}`, 'location/template-unknown', location),
  ),
  ...SYNTAX.map(([id, location]) => locationAttack(`syntax-${id}`, 'location/syntax', location)),
  ...OBJECTS.map(([id, rule, location]) => locationAttack(`object-${id}`, rule, location)),
  locationAttack('store-undeclared', 'store/unknown', 'other:shop/dev/db'),
  locationAttack('store-prototype', 'store/unknown', 'constructor:shop/dev/db'),
  secretAttack('environment-undeclared', 'env/unknown', { locations: { qa: 'team:shop/dev/db' } }),
  secretAttack('environment-required-undeclared', 'env/unknown', { requiredIn: ['qa'] }),
  ...['shop/dev', 'shop/../', '/', '/shop/', 'shop//dev/', '*/', 'shop/de*/', '../', 'shop/./dev/'].map(
    (prefix, index) =>
      storeAttack(`prefix-${index + 1}`, 'location/syntax', {
        devScope: { account: '111122223333', path: [prefix] },
      }),
  ),
]
