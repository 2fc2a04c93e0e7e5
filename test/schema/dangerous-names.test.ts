import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkNames } from '../../src/schema/checks/names.ts'
import { isDangerousName } from '../../src/schema/dangerous-names.ts'
import { isSecretName } from '../../src/secret/secret-name.ts'
import { DANGEROUS, PREFIXED } from '../hostile/attacks/names.ts'

/** Names that ordinary applications have; none may be in anybody's way. */
const EVERYDAY =
  `DATABASE_URL DATABASE_PASSWORD DB_PASSWORD DB_HOST POSTGRES_PASSWORD PGPASSWORD MYSQL_ROOT_PASSWORD
MONGODB_URI REDIS_URL REDIS_PASSWORD RABBITMQ_URL AMQP_URL KAFKA_SASL_PASSWORD ELASTICSEARCH_API_KEY SESSION_SECRET
SESSION_KEY COOKIE_SECRET JWT_SECRET JWT_PRIVATE_KEY NEXTAUTH_SECRET AUTH_SECRET ENCRYPTION_KEY APP_KEY SECRET_KEY_BASE
RAILS_MASTER_KEY DJANGO_SECRET_KEY GITHUB_TOKEN GITHUB_CLIENT_SECRET GITHUB_APP_PRIVATE_KEY GITLAB_TOKEN
GIT_HOSTING_TOKEN NPM_TOKEN NODE_AUTH_TOKEN CARGO_REGISTRY_TOKEN PYPI_TOKEN DOCKER_PASSWORD SSH_PRIVATE_KEY
AWS_SECRET_ACCESS_KEY AWS_ACCESS_KEY_ID GOOGLE_CLIENT_SECRET GOOGLE_MAPS_API_KEY OPENAI_API_KEY ANTHROPIC_API_KEY
STRIPE_SECRET_KEY STRIPE_WEBHOOK_SECRET PAYPAL_CLIENT_SECRET TWILIO_AUTH_TOKEN SENDGRID_API_KEY MAILGUN_API_KEY
SMTP_PASSWORD SLACK_BOT_TOKEN SLACK_WEBHOOK_URL DISCORD_TOKEN TELEGRAM_BOT_TOKEN SENTRY_DSN SENTRY_AUTH_TOKEN
DATADOG_API_KEY NEW_RELIC_LICENSE_KEY ALGOLIA_ADMIN_KEY CLOUDFLARE_API_TOKEN VERCEL_TOKEN SUPABASE_SERVICE_ROLE_KEY
OAUTH_CLIENT_SECRET VAULT_TOKEN RUNNER_REGISTRATION_TOKEN YARN_NPM_AUTH_TOKEN BUNDLE_ENTERPRISE_KEY PROXY_PASSWORD
PATHFINDER_KEY HOMEPAGE_TOKEN USERNAME SHELLY_PASSWORD EDITOR_API_KEY LDAP_PASSWORD`.split(/\s+/)

/** Under these no ending makes a name safe; under the others a credential's does. */
const STRICT = ['LD_', 'DYLD_', 'BASH_FUNC_', 'NPM_CONFIG_', 'SOTTO_', 'ACTIONS_']
const LENIENT = [
  'GLIBC_',
  'MALLOC_',
  'GIT_',
  'YARN_',
  'PNPM_CONFIG_',
  'PIP_',
  'UV_',
  'BUNDLE_',
  'DENO_',
  'BUN_',
  'XDG_',
  'RUNNER_',
  'AWS_ENDPOINT_URL_',
]
const ENDINGS = ['_TOKEN', '_SECRET', '_PASSWORD', '_KEY']

function rulesOf(names: string[], allowed: string[] = [], credentialVariables: string[] = []): string[] {
  const facts = { allowed: new Set(allowed), credentialVariables: new Set(credentialVariables) }
  return [...checkNames(names, facts)].map(({ rule, pointer }) => `${pointer} ${rule}`)
}

describe('everyday names', () => {
  test('are 60 or more', () => expect(EVERYDAY.length).toBeGreaterThanOrEqual(60))

  test.each(EVERYDAY)('%s passes', (name) => {
    expect(isSecretName(name)).toBe(true)
    expect(rulesOf([name])).toEqual([])
  })
})

describe('dangerous names', () => {
  test.each([...DANGEROUS, ...PREFIXED])('%s never passes, in any case', (name) => {
    for (const form of [name, name.toLowerCase(), `${name[0]}${name.slice(1).toLowerCase()}`]) {
      expect(isDangerousName(form)).toBe(true)
      expect(rulesOf([form])).toEqual([`/secrets/${form} name/dangerous`])
    }
  })

  test.each(STRICT)('%s: whatever follows', (prefix) => {
    for (const ending of ['X', ...ENDINGS]) expect(isDangerousName(`${prefix}X${ending}`)).toBe(true)
    expect(isDangerousName(prefix)).toBe(true)
    expect(isDangerousName(`X${prefix}X`)).toBe(false)
  })

  test.each(LENIENT)('%s: whatever follows but a credential', (prefix) => {
    for (const ending of ENDINGS) expect(isDangerousName(`${prefix}X${ending}`)).toBe(false)
    for (const ending of ['X', '_TOKENS', '_KEY_FILE', 'TOKEN', 'KEY']) {
      expect(isDangerousName(`${prefix}X${ending}`)).toBe(true)
    }
    if (prefix !== 'AWS_ENDPOINT_URL_') expect(isDangerousName(prefix.slice(0, -1))).toBe(false)
  })

  test('a name that the user allows passes, and no other', () => {
    expect(rulesOf(['PAGER', 'EDITOR'], ['PAGER'])).toEqual(['/secrets/EDITOR name/dangerous'])
  })

  test('what a store of the schema signs in with is none of the target’s, even when the user allows it', () => {
    expect(rulesOf(['VAULT_TOKEN', 'Vault_Token'], ['VAULT_TOKEN'], ['VAULT_TOKEN'])).toEqual([
      '/secrets/VAULT_TOKEN name/dangerous',
      '/secrets/Vault_Token name/case-collision',
      '/secrets/Vault_Token name/dangerous',
    ])
  })
})

describe('the form of a name', () => {
  test.each(['', 'a', 'A-B', 'A.B', 'A B', 'A=B', 'A\n', '\nA', '1A', '_A', 'Ä', 'A\u0000', 'A'.repeat(129)])(
    '%j is none',
    (name) => {
      expect(isSecretName(name)).toBe(false)
      expect(rulesOf([name])).toEqual([`/secrets/${name} name/case`])
    },
  )

  test.each(['A', 'A1', 'A_', 'A__B', 'Z9_', 'A'.repeat(128)])('%j is one', (name) => {
    expect(rulesOf([name])).toEqual([])
  })

  test('two names that differ only by case collide at the second', () => {
    expect(rulesOf(['API_KEY', 'OTHER', 'api_key'])).toEqual([
      '/secrets/api_key name/case-collision',
      '/secrets/api_key name/case',
    ])
  })

  test.each([
    ['databaseUrl', 'Write DATABASE_URL.'],
    ['database-url', 'Write DATABASE_URL.'],
    ['7up', 'Write UP.'],
    ['trailing_', 'Write TRAILING.'],
    ['---', 'Rename it.'],
    ['x'.repeat(61), 'Rename it.'],
  ])('%s: %s', (name, hint) => {
    const [problem] = checkNames([name], { allowed: new Set(), credentialVariables: new Set() })
    expect(problem?.hint).toBe(hint)
  })

  test('every problem says what is wrong and what to do', () => {
    const facts = { allowed: new Set<string>(), credentialVariables: new Set(['VAULT_TOKEN']) }
    const names = [
      'PATH',
      'VAULT_TOKEN',
      'lower',
      'LOWER',
      `LD_${'\u001b'}`,
      'x'.repeat(60),
      `${'x'.repeat(60)}y`,
    ]
    const told = [...checkNames(names, facts)].map(({ message, hint }) => `${message} ${hint}`)
    expect(told).toEqual([
      'PATH changes what programs load, run, trust or connect to; no schema may declare it. Rename the variable. Only your own settings can allow one such name (docs/settings.md).',
      'VAULT_TOKEN is what a store of this schema signs in with; it cannot be a secret of the target. Rename the variable.',
      expect.stringMatching(/SCREAMING_SNAKE_CASE.* Write LOWER\.$/),
      'Two secret names differ only by case, which some platforms take for one. Rename one of the two.',
      expect.stringMatching(/^A name changes what/),
      expect.stringMatching(/ Write X{60}\.$/),
      expect.stringMatching(/ Rename it\.$/),
    ])
  })

  test('a message never repeats a name that is not plain', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 6 }), (noise) => {
        const name = `LD_${noise}`
        const facts = { allowed: new Set<string>(), credentialVariables: new Set<string>() }
        for (const { message, hint = '' } of checkNames([name], facts)) {
          if (!/^[A-Za-z0-9_]+$/.test(name)) expect(message + hint).not.toContain(noise)
        }
      }),
    )
  })
})
