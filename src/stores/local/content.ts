import { SecretValue } from '../../secret/secret-value.ts'

/** One secret as the encrypted file keeps it. */
export interface Entry {
  value: SecretValue
  changed: Date
}

/** Everything that the encrypted file of one project keeps, by path. */
export type Content = ReadonlyMap<string, Entry>

/** Writes what stands, encrypted, in the file. Values are base64: any byte survives. */
export function writeContent(content: Content): SecretValue {
  const secrets = [...content].map(([path, { value, changed }]) => [
    path,
    { value: value.reveal().toString('base64'), changed: changed.toISOString() },
  ])
  return SecretValue.seal(JSON.stringify({ version: 1, secrets: Object.fromEntries(secrets) }))
}

/** Reads what {@link writeContent} wrote; `undefined` for anything else, a later version of the format included. */
export function readContent(written: SecretValue): Content | undefined {
  try {
    const { version, secrets } = JSON.parse(written.reveal().toString('utf8'))
    if (version !== 1 || typeof secrets !== 'object') return undefined
    return new Map(Object.entries(secrets).map(([path, entry]) => [path, readEntry(entry)]))
  } catch {
    return undefined
  }
}

function readEntry(entry: unknown): Entry {
  const { value, changed } = entry as { value: string; changed: string }
  return { value: SecretValue.seal(Buffer.from(value, 'base64')), changed: new Date(changed) }
}
