import { createHash } from 'node:crypto'
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Invented secrets, in the forms that each program reads, and a log that holds one in a thousand lines. */
export interface Fixture {
  count: number
  folder: string
  log: string
  json: string
  dotenv: string
}

/** Writes `count` secrets and a log of `megabytes`. */
export function writeFixture(folder: string, count: number, megabytes: number): Fixture {
  const secrets = Array.from({ length: count }, (_, index) => [`SECRET_${index}`, secret(index)] as const)
  const fixture = {
    count,
    folder,
    log: join(folder, 'output.log'),
    json: join(folder, 'secrets.json'),
    dotenv: join(folder, '.env.local'),
  }
  writeFileSync(fixture.json, JSON.stringify(Object.fromEntries(secrets)))
  writeFileSync(fixture.dotenv, secrets.map(([name, value]) => `${name}="${value}"\n`).join(''))
  const schema = secrets.map(([name]) => `${name}=\n`).join('')
  writeFileSync(join(folder, '.env.schema'), `# @defaultSensitive=true\n# ---\n${schema}`)
  writeLog(
    fixture.log,
    megabytes,
    secrets.map(([, value]) => value),
  )
  return fixture
}

/** 16 to 63 characters of base64url, hex, base64, or base64url behind a token's prefix. */
function secret(index: number): string {
  const bytes = pseudorandom(`secret ${index}`, 12 + ((index * 7) % 34))
  if (index % 4 === 1) return bytes.toString('hex').slice(0, 63)
  if (index % 4 === 2) return bytes.toString('base64')
  return `${index % 4 === 3 ? 'sk_test_' : ''}${bytes.toString('base64url')}`.slice(0, 63)
}

function writeLog(path: string, megabytes: number, secrets: readonly string[]): void {
  const lines = Array.from({ length: 20_000 }, (_, index) => {
    if (index % 1000 === 500)
      return `Authorization: Bearer ${secrets[((index / 1000) % secrets.length) | 0]}\n`
    const id = pseudorandom(`line ${index}`, 8).toString('hex')
    return (
      `2026-11-23T19:${10 + (index % 50)}:03.${100 + (index % 900)}Z ${['INFO', 'DEBUG', 'WARN'][index % 3]} ` +
      `[http] request completed method=GET path=/api/v1/orders/${(index * 7919) % 100_000} status=200 ` +
      `duration=${index % 300}ms user=${(index * 31) % 5000} trace=${id}\n`
    )
  })
  const block = Buffer.from(lines.join(''))
  const file = openSync(path, 'w')
  for (let left = megabytes * 1e6; left > 0; left -= block.length)
    writeSync(file, block.subarray(0, Math.min(left, block.length)))
  closeSync(file)
}

function pseudorandom(seed: string, length: number): Buffer {
  return createHash('shake256', { outputLength: length }).update(seed).digest()
}
