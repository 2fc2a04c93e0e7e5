import { createHash } from 'node:crypto'

/** Invented values of every kind that is stored as a secret. `n` varies them; the same `n` gives the same value. */
export const VALUE_KINDS: Readonly<Record<string, (n: number) => Buffer>> = {
  'hex key': (n) => text(random(n, 32).toString('hex')),
  uuid: (n) =>
    text(
      random(n, 16)
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    ),
  'base64 key': (n) => text(random(n, 32).toString('base64')),
  'base64url token': (n) => text(random(n, 30).toString('base64url')),
  'eight letters': (n) => text(letters(n, 8)),
  'nine letters and digits': (n) => text(`${letters(n, 5)}${digits(n, 4)}`),
  'upper case': (n) => text(letters(n, 20).toUpperCase()),
  'mixed case': (n) => text(letters(n, 24).replace(/../g, (pair) => pair[0]!.toUpperCase() + pair[1])),
  passphrase: (n) => text(`${letters(n, 7)} ${letters(n + 1, 5)} ${letters(n + 2, 6)}`),
  digits: (n) => text(digits(n, 12)),
  punctuation: (n) => text(`!${letters(n, 3)}@#$%^&*()_+=-{}[]|:;<>,.?/~${digits(n, 3)}`),
  quotes: (n) => text(`${letters(n, 4)}'s "quoted" \`${letters(n + 1, 4)}\``),
  backslashes: (n) => text(`C:\\${letters(n, 6)}\\${letters(n + 1, 6)}`),
  'shell characters': (n) => text(`$(${letters(n, 5)}) && \${${letters(n + 1, 5)}} | !`),
  'percent signs': (n) => text(`100%${letters(n, 4)}%20${letters(n + 1, 4)}%%`),
  markup: (n) => text(`<${letters(n, 5)} a="1">&${letters(n + 1, 5)};</b>'`),
  accents: (n) => text(`${letters(n, 4)}é${letters(n + 1, 4)}üß${digits(n, 2)}`),
  'other scripts': (n) => text(`${letters(n, 3)}秘密の鍵${digits(n, 3)}ключ`),
  emoji: (n) => text(`${letters(n, 5)}🔑${letters(n + 1, 5)}🗝`),
  'surrounding space': (n) => text(` ${letters(n, 12)} \n`),
  'several lines': (n) => text(`${letters(n, 12)}\n${letters(n + 1, 14)}\r\n${letters(n + 2, 10)}`),
  'short first line': (n) => text(`ab\n${letters(n, 14)}\ncd`),
  'PEM key': (n) => text(pem(n)),
  'JSON object': (n) => text(JSON.stringify({ host: 'db.internal', password: letters(n, 16), port: 5432 })),
  'indented JSON': (n) => text(JSON.stringify({ type: 'service_account', private_key: pem(n) }, null, 2)),
  DSN: (n) => text(`postgres://app:${letters(n, 14)}@localhost:5432/orders`),
  'DSN with an encoded password': (n) => text(`mysql://app:${letters(n, 6)}%40%2F${digits(n, 5)}@db/app`),
  'key and value pairs': (n) => text(`Server=db;User Id=app;Password=${letters(n, 13)};`),
  JWT: (n) =>
    text(
      `eyJhbGciOiJIUzI1NiJ9.eyJ${random(n, 24).toString('base64url')}.${random(n, 32).toString('base64url')}`,
    ),
  'prefixed token': (n) => text(`sk_test_${random(n, 18).toString('hex')}`),
  // With an end that no colour before it can make it read backwards: of `mabab` and `babam` each is the other.
  repetition: (n) => text(`${'ab'.repeat(6)}q${digits(n, 3)}`),
  'one character': () => text('z'.repeat(24)),
  'control characters': (n) => text(`${letters(n, 6)}\t\x02${letters(n + 1, 6)}\x1b[1m${digits(n, 4)}\x7f`),
  'not text': (n) => Buffer.concat([Buffer.from([0xff, 0xc3, 0x28, 0x80]), random(n, 20)].map(printable)),
  'four kilobytes': (n) =>
    text(Array.from({ length: 64 }, (_, i) => random(n + i, 32).toString('hex')).join('')),
}

function text(value: string): Buffer {
  return Buffer.from(value)
}

/** Bytes that look random and are the same for the same `n`. */
function random(n: number, length: number): Buffer {
  return createHash('shake256', { outputLength: length }).update(`invented ${n}`).digest()
}

function letters(n: number, length: number): string {
  return [...random(n, length)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')
}

function digits(n: number, length: number): string {
  return [...random(n, length)].map((byte) => byte % 10).join('')
}

function pem(n: number): string {
  const body = random(n, 150).toString('base64').replace(/.{64}/g, '$&\n')
  return `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`
}

/** Without the control characters, of which the canonical view would leave too few to count. */
function printable(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => (byte <= 0x20 ? byte + 0x80 : byte)))
}
