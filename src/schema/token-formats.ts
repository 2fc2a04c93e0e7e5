/** A shape that only a credential has. All patterns run in linear time. */
export interface TokenFormat {
  name: string
  /** Cheap test: text without this substring cannot match. Lower-case text is not assumed. */
  needle: string
  pattern: RegExp
  /** Whether the format says that the credential is for production. */
  live?: boolean
}

/**
 * Known formats of credentials, shared by the schema's own check, `lint` and the live-key lock. Sources: each
 * vendor's own documentation of its key prefixes.
 */
export const TOKEN_FORMATS: readonly TokenFormat[] = [
  {
    name: 'private key',
    needle: '-----BEGIN',
    pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/,
  },
  { name: 'age secret key', needle: 'AGE-SECRET-KEY-1', pattern: /AGE-SECRET-KEY-1[0-9A-Z]{50,64}/ },
  { name: 'AWS access key id', needle: 'A', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/ },
  { name: 'GitHub token', needle: 'gh', pattern: /\bgh[pousr]_[A-Za-z0-9]{36,251}\b/ },
  {
    name: 'GitHub fine-grained token',
    needle: 'github_pat_',
    pattern: /\bgithub_pat_[A-Za-z0-9_]{60,251}\b/,
  },
  {
    name: 'GitLab token',
    needle: 'gl',
    pattern: /\bgl(?:pat|dt|rt|ptt|cbt|soat|ft|imt|agent)-[A-Za-z0-9_-]{20,}/,
  },
  { name: 'Slack token', needle: 'xox', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/ },
  {
    name: 'Slack webhook',
    needle: 'hooks.slack.com',
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/]{20,}/,
  },
  { name: 'Stripe live key', needle: '_live_', pattern: /\b(?:sk|rk|pk)_live_[A-Za-z0-9]{10,}/, live: true },
  { name: 'Stripe test key', needle: '_test_', pattern: /\b(?:sk|rk)_test_[A-Za-z0-9]{10,}/ },
  { name: 'Stripe webhook secret', needle: 'whsec_', pattern: /\bwhsec_[A-Za-z0-9+/=]{20,}/ },
  { name: 'Square live token', needle: 'sq0', pattern: /\bsq0(?:atp|csp)-[A-Za-z0-9_-]{22,}/, live: true },
  { name: 'Adyen live key', needle: 'live_', pattern: /\blive_[A-Z0-9]{32,}\b/, live: true },
  {
    name: 'Braintree live token',
    needle: 'access_token$production$',
    pattern: /access_token\$production\$[a-z0-9]{10,}/,
    live: true,
  },
  { name: 'Mollie live key', needle: 'live_', pattern: /\blive_[A-Za-z0-9]{30,}\b/, live: true },
  { name: 'Razorpay live key', needle: 'rzp_live_', pattern: /\brzp_live_[A-Za-z0-9]{10,}/, live: true },
  { name: 'Paystack live key', needle: 'sk_live_', pattern: /\bsk_live_[a-f0-9]{20,}/, live: true },
  { name: 'Clerk live key', needle: '_live_', pattern: /\b(?:sk|pk)_live_[A-Za-z0-9=$]{20,}/, live: true },
  { name: 'Google API key', needle: 'AIza', pattern: /\bAIza[0-9A-Za-z_-]{35}/ },
  { name: 'Google OAuth secret', needle: 'GOCSPX-', pattern: /\bGOCSPX-[A-Za-z0-9_-]{28}/ },
  { name: 'OpenAI key', needle: 'sk-', pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,}/ },
  { name: 'Anthropic key', needle: 'sk-ant-', pattern: /\bsk-ant-[A-Za-z0-9_-]{20,}/ },
  { name: 'npm token', needle: 'npm_', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { name: 'PyPI token', needle: 'pypi-', pattern: /\bpypi-[A-Za-z0-9_-]{50,}/ },
  { name: 'SendGrid key', needle: 'SG.', pattern: /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}/ },
  { name: 'Twilio key', needle: 'SK', pattern: /\bSK[0-9a-f]{32}\b/ },
  { name: 'DigitalOcean token', needle: '_v1_', pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/ },
  { name: 'Shopify token', needle: 'shp', pattern: /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b/ },
  { name: 'Doppler token', needle: 'dp.', pattern: /\bdp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9._-]{40,}/ },
  { name: 'Vault token', needle: 'hv', pattern: /\bhv[sbr]\.[A-Za-z0-9_-]{24,}/ },
  { name: 'Databricks token', needle: 'dapi', pattern: /\bdapi[a-f0-9]{32}\b/ },
  { name: 'Linear key', needle: 'lin_api_', pattern: /\blin_api_[A-Za-z0-9]{32,}/ },
  { name: 'Telegram bot token', needle: ':AA', pattern: /\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}/ },
  { name: 'Azure storage key', needle: 'AccountKey=', pattern: /AccountKey=[A-Za-z0-9+/]{60,}={0,2}/ },
  {
    name: 'JSON web token',
    needle: 'eyJ',
    pattern: /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/,
  },
  {
    name: 'URL with a password',
    needle: '://',
    pattern: /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@{}$<>]{0,128}:[^\s/@{}$<>]{3,256}@/i,
  },
]

/** Formats that say that a credential is for production, for the last lock before a value is released. */
export const LIVE_FORMATS: readonly RegExp[] = TOKEN_FORMATS.filter((format) => format.live).map(
  (format) => format.pattern,
)

/** Name of the first format that `text` holds, or `undefined`. Never the text itself. */
export function findTokenFormat(text: string): string | undefined {
  return TOKEN_FORMATS.find((format) => text.includes(format.needle) && format.pattern.test(text))?.name
}
