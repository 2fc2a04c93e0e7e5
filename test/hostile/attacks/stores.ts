import { type Attack, attack, SECRET, schema, secretAttack, storeAttack, TEAM } from './attack.ts'

/** Where a test puts the address of its listener. */
export const LISTENER = '127.0.0.1:1'

const vault = (address: string) => ({
  stores: { team: { type: 'vault', address, mount: 'kv', devScope: { mount: 'kv', path: ['shop/dev/'] } } },
})

/** Everything that says where credentials go and is well-formed: nothing is opened until a person has approved it. */
const UNAPPROVED: readonly Attack[] = [
  { id: 'unapproved', text: `${JSON.stringify(schema(), null, 2)}\n`, exit: 82, rule: 'not approved' },
  attack('unapproved-vault-on-loopback', 'not approved', vault(`http://${LISTENER}`), 82),
  attack('unapproved-vault-by-name', 'not approved', vault('http://localhost:1'), 82),
  attack('unapproved-vault-ipv6', 'not approved', vault('http://[::1]:1'), 82),
  attack('unapproved-vault-https', 'not approved', vault(`https://${LISTENER}`), 82),
  attack('unapproved-vault-elsewhere', 'not approved', vault('https://vault.attacker.test'), 82),
  attack('unapproved-vault-lookalike', 'not approved', vault('https://vault.xn--exmple-cua.com'), 82),
  attack(
    'unapproved-another-region',
    'not approved',
    { stores: { team: { ...TEAM, region: 'us-gov-west-1' } } },
    82,
  ),
  attack(
    'unapproved-two-stores',
    'not approved',
    { stores: { team: TEAM, other: { ...TEAM, region: 'us-east-1' } } },
    82,
  ),
]

const INSECURE: readonly Attack[] = [
  ...[
    'http://vault.example.com',
    'ftp://vault.example.com',
    'file:///etc/passwd',
    'http://127.0.0.1.attacker.test',
  ].map((address, index) => attack(`insecure-address-${index + 1}`, 'store/insecure', vault(address))),
  attack('insecure-userinfo', 'store/insecure', vault('https://alice@vault.example.com')),
  attack('insecure-userinfo-confusion', 'store/insecure', vault('https://vault.example.com@attacker.test')),
  attack('insecure-loopback-confusion', 'store/insecure', vault('http://localhost@attacker.test')),
]

const OPTIONS: readonly Attack[] = [
  ...Object.entries({
    endpoint: 'https://attacker.test',
    endpointUrl: 'https://attacker.test',
    profile: 'production',
    accessKeyId: 'x',
    credentialProcess: 'touch executed',
    command: 'touch executed',
    exec: ['touch', 'executed'],
    plugin: './evil.js',
    insecure: true,
    tlsSkipVerify: true,
    caBundle: './evil.pem',
    proxy: 'http://attacker.test',
    token: 'x',
  }).map(([name, value]) => storeAttack(`option-${name}`, 'schema/unknown-key', { [name]: value })),
  storeAttack('region-host', 'schema/parse', { region: 'attacker.test/' }),
  storeAttack('region-at', 'schema/parse', { region: 'x@attacker.test#' }),
  storeAttack('account-wildcard', 'schema/parse', { devScope: { account: '*' } }),
  storeAttack('dev-scope-empty', 'schema/parse', { devScope: {} }),
  storeAttack('dev-scope-path-empty', 'schema/parse', { devScope: { path: [] } }),
  storeAttack('dev-scope-unknown-proof', 'schema/unknown-key', { devScope: { trust: 'me' } }),
  storeAttack('production-only-as-text', 'schema/parse', { productionOnly: 'false' }),
  storeAttack('type-unknown', 'store/unknown', { type: 'exec' }),
  storeAttack('type-prototype', 'store/unknown', { type: 'constructor' }),
  storeAttack('type-path', 'store/unknown', { type: '../../evil' }),
]

/** Members by which other tools read values, run code, or take in other files. */
const MEMBERS: readonly Attack[] = [
  ...['value', 'default', 'example', 'password', 'token'].map((name) =>
    secretAttack(`value-field-${name}`, 'schema/value-field', { [name]: 'x' }),
  ),
  ...['exec', 'command', 'script', 'onResolve', 'pattern', 'include', '$ref', 'extends', 'env'].map((name) =>
    secretAttack(`member-${name}`, 'schema/unknown-key', { [name]: 'touch executed' }),
  ),
  ...['include', 'extends', '$ref', 'plugins', 'imports', 'hooks', 'env', 'trust', 'settings'].map((name) =>
    attack(`top-${name}`, 'schema/unknown-key', { [name]: ['./evil.json'] }),
  ),
  ...[
    'allowNames',
    'approve',
    'allowCredentials',
    'developmentContainers',
    'vouchedRoles',
    'awsProfiles',
  ].map((name) => attack(`setting-${name}`, 'schema/unknown-key', { [name]: ['NODE_OPTIONS'] })),
  attack('version-2', 'schema/version', { version: 2 }),
  attack('version-text', 'schema/version', { version: '1' }),
  attack('project-path', 'schema/parse', { project: '../other' }),
  attack('project-upper-case', 'schema/parse', { project: 'Shop' }),
  attack('project-empty', 'schema/parse', { project: '' }),
  attack('class-unknown', 'schema/parse', { environments: { dev: { class: 'dev' } } }),
  attack('class-missing', 'schema/parse', { environments: { dev: {} } }),
  attack('class-list', 'schema/parse', { environments: { dev: { class: ['development'] } } }),
  attack('no-environments', 'schema/parse', { environments: {} }),
  secretAttack('generate-huge', 'schema/parse', { generate: { bytes: 1_000_000_000, encoding: 'hex' } }),
  secretAttack('generate-command', 'schema/unknown-key', {
    generate: { bytes: 32, encoding: 'hex', command: 'id' },
  }),
  secretAttack('format-regexp', 'schema/parse', { format: '(a+)+$' }),
]

/** Well-formed schemas whose values would be production's. Settings of the test approve their stores. */
const production = (id: string, members: Record<string, unknown>) => attack(id, 'lock', members, 80)
const PRODUCTION: readonly Attack[] = [
  production('production-by-default', {
    environments: { dev: { class: 'development' }, production: { class: 'production', default: true } },
    secrets: { DATABASE_URL: { ...SECRET, locations: { production: 'team:shop/dev/database' } } },
  }),
  production('production-called-development', {
    environments: { production: { class: 'development', default: true } },
    secrets: { DATABASE_URL: { ...SECRET, locations: { production: 'team:shop/dev/database' } } },
  }),
  ...[
    'prod',
    'production',
    'prd',
    'live',
    'prod2',
    'PROD',
    'db-prod',
    'my.live.key',
    'db_prd_1',
    'prod-db/x',
  ].map((word) =>
    production(`production-path-${word.replace('/', '-')}`, {
      secrets: { DATABASE_URL: { ...SECRET, locations: { dev: `team:shop/dev/${word}` } } },
    }),
  ),
  production('production-field', {
    secrets: { DATABASE_URL: { ...SECRET, locations: { dev: 'team:shop/dev/db#live' } } },
  }),
  production('production-store-name', {
    stores: { live: TEAM },
    secrets: { DATABASE_URL: { ...SECRET, locations: { dev: 'live:shop/dev/db' } } },
  }),
  production('production-outside-scope', {
    secrets: { DATABASE_URL: { ...SECRET, locations: { dev: 'team:shop/main/db' } } },
  }),
  production('production-prefix-trick', {
    secrets: { DATABASE_URL: { ...SECRET, locations: { dev: 'team:shop/developers/db' } } },
  }),
  production('production-environment-template', {
    environments: { live: { class: 'development', default: true } },
    secrets: { DATABASE_URL: { ...SECRET, locations: { live: 'team:shop/dev/{environment}/db' } } },
  }),
  production('production-project-template', {
    project: 'live',
    secrets: { DATABASE_URL: { ...SECRET, locations: { dev: 'team:shop/dev/{project}/db' } } },
  }),
]

export const stores: readonly Attack[] = [...UNAPPROVED, ...INSECURE, ...OPTIONS, ...MEMBERS, ...PRODUCTION]
