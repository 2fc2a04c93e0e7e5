import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkText } from '../../src/schema/checks/text.ts'
import { looksRandom } from '../../src/schema/entropy.ts'
import { LIVE_FORMATS } from '../../src/schema/live-formats.ts'
import { findTokenFormat, TOKEN_FORMATS } from '../../src/schema/token-formats.ts'

const DIGITS = '0123456789'
const HEX = `${DIGITS}abcdef`
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const WORD = LETTERS + DIGITS
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Invented at each start from a fixed seed, so that no file holds anything that looks like a credential. */
let seed = 20_261
function invent(alphabet: string, length: number): string {
  return Array.from({ length }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return alphabet[Math.floor((seed / 2 ** 31) * alphabet.length)]
  }).join('')
}

const word = (length: number) => invent(WORD, length)
const hex = (length: number) => invent(HEX, length)

/** One of each kind, by the name of its format; `random` has no format of its own. */
const KINDS: readonly [string, string][] = [
  ['AWS access key id', `AKIA${invent(BASE32, 16)}`],
  ['random', `aws ${word(40)}`],
  ['GitHub token', `ghp_${word(36)}`],
  ['GitHub fine-grained token', `github_pat_${word(22)}_${word(59)}`],
  ['GitLab token', `glpat-${word(20)}`],
  ['Slack token', `xoxb-${invent(DIGITS, 12)}-${word(24)}`],
  ['Slack webhook', `https://hooks.slack.com/services/T${word(8)}/B${word(8)}/${word(24)}`],
  ['Stripe live key', `sk_live_${word(24)}`],
  ['Stripe test key', `rk_test_${word(24)}`],
  ['Stripe webhook secret', `whsec_${word(32)}`],
  ['Google API key', `AIza${word(35)}`],
  ['Google OAuth secret', `GOCSPX-${word(28)}`],
  ['private key', `{"private_key": "-----BEGIN PRIVATE KEY-----\\n${word(64)}\\n${word(64)}"}`],
  ['private key', `-----BEGIN OPENSSH PRIVATE KEY-----\n${word(70)}\n`],
  ['OpenAI key', `sk-proj-${word(60)}`],
  ['OpenAI key', `sk-${word(48)}`],
  ['Anthropic key', `sk-ant-api03-${word(80)}`],
  ['npm token', `npm_${word(36)}`],
  ['PyPI token', `pypi-${word(80)}`],
  ['SendGrid key', `SG.${word(22)}.${word(43)}`],
  ['Twilio key', `SK${hex(32)}`],
  ['DigitalOcean token', `dop_v1_${hex(64)}`],
  ['Shopify token', `shpat_${hex(32)}`],
  ['Doppler token', `dp.st.dev.${word(43)}`],
  ['Vault token', `hvs.${word(90)}`],
  ['Databricks token', `dapi${hex(32)}`],
  ['Linear key', `lin_api_${word(40)}`],
  ['Telegram bot token', `${invent(DIGITS, 9)}:AA${word(33)}`],
  ['Azure storage key', `AccountKey=${word(86)}==`],
  ['JSON web token', `eyJ${word(20)}.eyJ${word(40)}.${word(43)}`],
  ['URL with a password', `postgres://shop:${word(16)}@db.example.com/shop`],
  ['URL with a password', `redis://:${word(16)}@cache.example.com`],
  ['age secret key', `AGE-SECRET-KEY-1${invent(BASE32, 58)}`],
  ['Groq key', `gsk_${word(52)}`],
  ['Hugging Face token', `hf_${invent(LETTERS, 34)}`],
  ['Notion token', `ntn_${invent(DIGITS, 11)}${word(35)}`],
  ['Grafana token', `glsa_${word(32)}_${hex(8)}`],
  ['Docker Hub token', `dckr_pat_${word(27)}`],
  ['Figma token', `figd_${word(40)}`],
  ['Tailscale key', `tskey-auth-${word(12)}-${word(32)}`],
  ['Cloudflare token', `cfut_${word(40)}${hex(8)}`],
  ['Sentry token', `sntrys_${word(60)}`],
  ['Atlassian token', `ATATT3${word(180)}`],
  ['Supabase key', `sbp_${hex(40)}`],
  ['random', `the key is ${hex(64)}`],
  ['random', `${word(32)}`],
  ['random', `key: ${invent(`${WORD}+/`, 43)}=`],
]

/** What stands in schemas and looks like more than it is. */
const EVERYDAY = [
  'https://wiki.example.com/teams/orders/runbooks/how-to-rotate-the-orders-database-2026',
  'https://github.com/example/shop/blob/0123456789abcdef0123456789abcdef01234567/docs/rotate.md',
  'team:storefront/dev/{developer}/orders-database-read-replica#connectionStringForReporting',
  'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
  'Signs session cookies of the local server; sk-based names and live_data are fine',
  'postgres://localhost:5432/shop and https://user@example.com',
  'sk-folding-cube-wrapper-container-item-first-child',
  'npm_config_user_agent and secret_key_base_of_the_orders_service',
  'arn-like text: aws:secretsmanager:eu-west-1:111122223333',
  'https://{user}:{password}@example.com',
  '2026-11-23T12:00:00Z to 2027-11-23T12:00:00Z',
  'The-quick-brown-fox-jumps-over-the-lazy-dog-1234567890',
  '00000000000000000000000000000000',
  'docs/runbooks/break-glass.md#production-access-for-the-person-on-duty',
]

describe('credentials', () => {
  test.each(KINDS)('%s', (kind, text) => {
    expect(findTokenFormat(text) ?? (looksRandom(text) ? 'random' : undefined)).toBe(kind)
  })

  test.each(EVERYDAY)('not %s', (text) => {
    expect(findTokenFormat(text) ?? (looksRandom(text) ? 'random' : undefined)).toBeUndefined()
  })

  test('every format can be found by one of its needles', () => {
    for (const { name, needles, pattern } of TOKEN_FORMATS) {
      const own = KINDS.filter(([, text]) => pattern.test(text))
      for (const [, text] of own)
        expect(
          needles.some((needle) => text.includes(needle)),
          name,
        ).toBe(true)
    }
  })

  test('live formats are those of production only', () => {
    expect(LIVE_FORMATS.some(({ pattern }) => pattern.test(`sk_live_${word(24)}`))).toBe(true)
    expect(LIVE_FORMATS.some(({ pattern }) => pattern.test(`sk_test_${word(24)}`))).toBe(false)
  })

  test('what is asked of a whole document is what is asked of each of its texts', () => {
    const part = fc.oneof(
      fc.constantFrom(...KINDS.map(([, text]) => text), ...EVERYDAY, '__proto__', 'constructor'),
      fc.string({ maxLength: 4 }),
    )
    const text = fc.array(part, { maxLength: 3 }).map((parts) => parts.join(''))
    const document = fc.array(fc.oneof(text, fc.dictionary(text, text, { maxKeys: 2 })), { maxLength: 3 })
    fc.assert(
      fc.property(document, (texts) => {
        // Where one text is unusual, all are looked at one by one.
        expect(checkText(texts)).toEqual(checkText([...texts, 'é']))
      }),
      { numRuns: 2000 },
    )
  })
})
