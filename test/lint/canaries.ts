/**
 * Invented credentials in the formats of real ones, put together here so that no file of this repository holds
 * one. Cases name them as `<<github>>`.
 */
export const CANARIES: Readonly<Record<string, string>> = {
  github: `ghp_${'Canary7Bird9'.repeat(3)}`,
  password: 'corgi-Battery-canary-77',
  random: 'q7Zk2Vx9Lm4Tn8Rb3Wc6Yd1Hf5Jg0Ps',
  aws: 'cAnArY7bIrD9/kqZ2Vx4Lm+Tn8Rb3Wc6Yd1Hf5Jg',
  stripe: `sk_${'live'}_Canary7Bird9Canary7Bird9`,
  slack: `xoxb-${'7301946528'}-canary7Bird9QzVx`,
  google: `AIza${'Canary7Bird9QzVxLmTnRbWcYdHfJgPsKu3'}`,
  pem: `-----BEGIN ${'RSA PRIVATE'} KEY----- ${'Canary7Bird9QzVx'.repeat(4)} -----END ${'RSA PRIVATE'} KEY-----`,
}

/** `text` with every `<<name>>` filled in. */
export function withCanaries(text: string): string {
  return text.replaceAll(/<<(\w+)>>/g, (mark, name: string) => CANARIES[name] ?? mark)
}
