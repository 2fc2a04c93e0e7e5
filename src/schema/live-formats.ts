import type { TokenFormat } from './token-format.ts'

/** Formats that say that a credential is for production. Sources: each vendor's own documentation. */
export const LIVE_FORMATS: readonly TokenFormat[] = [
  {
    name: 'Stripe live key',
    needles: ['_live_'],
    pattern: /\b(?:sk|rk|pk)_live_[A-Za-z0-9]{10,}/,
  },
  { name: 'Square live token', needles: ['sq0'], pattern: /\bsq0(?:atp|csp)-[A-Za-z0-9_-]{22,}/ },
  { name: 'Adyen live key', needles: ['live_'], pattern: /\blive_[A-Z0-9]{32,}\b/ },
  {
    name: 'Braintree live token',
    needles: ['access_token$production$'],
    pattern: /access_token\$production\$[a-z0-9]{10,}/,
  },
  { name: 'Mollie live key', needles: ['live_'], pattern: /\blive_[A-Za-z0-9]{30,}\b/ },
  { name: 'Razorpay live key', needles: ['rzp_live_'], pattern: /\brzp_live_[A-Za-z0-9]{10,}/ },
  { name: 'Paystack live key', needles: ['sk_live_'], pattern: /\bsk_live_[a-f0-9]{20,}/ },
  { name: 'Clerk live key', needles: ['_live_'], pattern: /\b(?:sk|pk)_live_[A-Za-z0-9=$]{20,}/ },
]
