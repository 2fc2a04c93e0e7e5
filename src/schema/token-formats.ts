import { LIVE_FORMATS } from './live-formats.ts'
import type { TokenFormat } from './token-format.ts'

/**
 * Known formats of credentials, shared by the schema's own check, `lint` and the live-key lock. Sources: each
 * vendor's own documentation of its key prefixes.
 */
export const TOKEN_FORMATS: readonly TokenFormat[] = [
  {
    name: 'private key',
    needles: ['-----BEGIN'],
    pattern: /-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----(?=[\s\S]{0,300}?[A-Za-z0-9+/]{40})/,
  },
  { name: 'age secret key', needles: ['AGE-SECRET-KEY-1'], pattern: /AGE-SECRET-KEY-1[0-9A-Z]{50,64}/ },
  {
    name: 'AWS access key id',
    needles: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/,
  },
  {
    name: 'GitHub token',
    needles: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    pattern: /\bgh[pousr]_[A-Za-z0-9]{36,251}\b/,
  },
  {
    name: 'GitHub fine-grained token',
    needles: ['github_pat_'],
    pattern: /\bgithub_pat_[A-Za-z0-9_]{60,251}\b/,
  },
  {
    name: 'GitLab token',
    needles: ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-', 'glsoat-', 'glft-', 'glimt-', 'glagent-'],
    pattern: /\bgl(?:pat|dt|rt|ptt|cbt|soat|ft|imt|agent)-[A-Za-z0-9_-]{20,}/,
  },
  { name: 'Slack token', needles: ['xox'], pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/ },
  {
    name: 'Slack webhook',
    needles: ['hooks.slack.com'],
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/]{20,}/,
  },
  ...LIVE_FORMATS,
  { name: 'Stripe test key', needles: ['_test_'], pattern: /\b(?:sk|rk)_test_[A-Za-z0-9]{10,}/ },
  { name: 'Stripe webhook secret', needles: ['whsec_'], pattern: /\bwhsec_[A-Za-z0-9+/=]{20,}/ },
  { name: 'Google API key', needles: ['AIza'], pattern: /\bAIza[0-9A-Za-z_-]{35}/ },
  { name: 'Google OAuth secret', needles: ['GOCSPX-'], pattern: /\bGOCSPX-[A-Za-z0-9_-]{28}/ },
  {
    name: 'OpenAI key',
    needles: ['sk-'],
    pattern:
      /\bsk-(?:(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,}|[A-Za-z0-9]{40,}|or-v1-[a-f0-9]{32,}|[a-f0-9]{32}\b)/,
  },
  { name: 'Anthropic key', needles: ['sk-ant-'], pattern: /\bsk-ant-[A-Za-z0-9_-]{20,}/ },
  { name: 'npm token', needles: ['npm_'], pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { name: 'PyPI token', needles: ['pypi-'], pattern: /\bpypi-[A-Za-z0-9_-]{50,}/ },
  { name: 'SendGrid key', needles: ['SG.'], pattern: /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}/ },
  { name: 'Groq key', needles: ['gsk_'], pattern: /\bgsk_[A-Za-z0-9]{52}\b/ },
  { name: 'Hugging Face token', needles: ['hf_'], pattern: /\bhf_[A-Za-z]{34}\b/ },
  {
    name: 'Notion token',
    needles: ['ntn_', 'secret_'],
    pattern: /\b(?:ntn_[0-9]{11}[A-Za-z0-9]{35}|secret_[A-Za-z0-9]{43})\b/,
  },
  {
    name: 'Grafana token',
    needles: ['glc_', 'glsa_'],
    pattern: /\b(?:glc_[A-Za-z0-9+/]{32,400}|glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}\b)/,
  },
  { name: '1Password service account token', needles: ['ops_ey'], pattern: /\bops_ey[A-Za-z0-9+/]{100,}/ },
  {
    name: 'Docker Hub token',
    needles: ['dckr_pat_', 'dckr_oat_'],
    pattern: /\bdckr_[po]at_[A-Za-z0-9_-]{27,}/,
  },
  { name: 'Figma token', needles: ['figd_'], pattern: /\bfigd_[A-Za-z0-9_-]{40,}/ },
  {
    name: 'Tailscale key',
    needles: ['tskey-'],
    pattern: /\btskey-[a-z]{2,20}-[A-Za-z0-9]{8,40}-[A-Za-z0-9]{16,60}/,
  },
  {
    name: 'Vercel token',
    needles: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'],
    pattern: /\bvc[piark]_[A-Za-z0-9]{20,60}\b/,
  },
  {
    name: 'Cloudflare token',
    needles: ['cfk_', 'cfut_', 'cfat_'],
    pattern: /\bcf(?:k|ut|at)_[A-Za-z0-9]{40}[0-9a-f]{8}\b/,
  },
  { name: 'Sentry token', needles: ['sntrys_', 'sntryu_'], pattern: /\bsntry[su]_[A-Za-z0-9+/=_]{40,}/ },
  { name: 'New Relic key', needles: ['NRAK-'], pattern: /\bNRAK-[A-Z0-9]{27}\b/ },
  { name: 'Mailgun key', needles: ['key-'], pattern: /\bkey-[0-9a-f]{32}\b/ },
  { name: 'Atlassian token', needles: ['ATATT3'], pattern: /\bATATT3[A-Za-z0-9_=-]{60,}/ },
  { name: 'Postman key', needles: ['PMAK-'], pattern: /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b/ },
  { name: 'RubyGems key', needles: ['rubygems_'], pattern: /\brubygems_[0-9a-f]{48}\b/ },
  {
    name: 'Supabase key',
    needles: ['sbp_', 'sb_secret_'],
    pattern: /\b(?:sbp_[0-9a-f]{40}|sb_secret_[A-Za-z0-9_-]{20,})\b/,
  },
  {
    name: 'PlanetScale token',
    needles: ['pscale_'],
    pattern: /\bpscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,}/,
  },
  { name: 'Twilio key', needles: ['SK'], pattern: /\bSK[0-9a-f]{32}\b/ },
  { name: 'DigitalOcean token', needles: ['_v1_'], pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/ },
  {
    name: 'Shopify token',
    needles: ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    pattern: /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b/,
  },
  {
    name: 'Doppler token',
    needles: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'],
    pattern: /\bdp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9._-]{40,}/,
  },
  { name: 'Vault token', needles: ['hvs.', 'hvb.', 'hvr.'], pattern: /\bhv[sbr]\.[A-Za-z0-9_-]{24,}/ },
  { name: 'Databricks token', needles: ['dapi'], pattern: /\bdapi[a-f0-9]{32}\b/ },
  { name: 'Linear key', needles: ['lin_api_'], pattern: /\blin_api_[A-Za-z0-9]{32,}/ },
  { name: 'Telegram bot token', needles: [':AA'], pattern: /\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}/ },
  { name: 'Azure storage key', needles: ['AccountKey='], pattern: /AccountKey=[A-Za-z0-9+/]{60,}={0,2}/ },
  {
    name: 'JSON web token',
    needles: ['eyJ'],
    pattern: /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/,
  },
  {
    name: 'URL with a password',
    needles: ['://'],
    pattern: /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@{}$<>]{0,128}:[^\s/@{}$<>]{3,256}@/i,
  },
]

/** Name of the first format that `text` holds, or `undefined`. Never the text itself. */
export function findTokenFormat(
  text: string,
  formats: readonly TokenFormat[] = TOKEN_FORMATS,
): string | undefined {
  return formats.find((format) => hasNeedle(format, text) && format.pattern.test(text))?.name
}

/** The formats that some part of `text` could have: to be asked once for many texts that stand in one. */
export function possibleFormats(text: string): readonly TokenFormat[] {
  return TOKEN_FORMATS.filter((format) => hasNeedle(format, text))
}

function hasNeedle({ needles }: TokenFormat, text: string): boolean {
  return needles.some((needle) => text.includes(needle))
}
