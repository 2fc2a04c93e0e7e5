import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreError } from '../failure.ts'
import type { StoreContext } from '../store.ts'
import type { StorePlace } from '../store-type.ts'
import { misconfigured } from './failures.ts'
import { LOGIN } from './login.ts'

const KINDS = [
  'authorized_user',
  'service_account',
  'external_account',
  'external_account_authorized_user',
] as const

/** Application Default Credentials of a kind that signs in by itself. The rest of the file is the library's to read. */
export interface AdcFile {
  type: (typeof KINDS)[number]
  client_id?: string
  client_email?: string
  audience?: string
  token_url?: string
  quota_project_id?: string
  service_account_impersonation_url?: string
}

export interface Adc {
  file: AdcFile
  /** The environment variable that named the file, where one did. */
  variables: readonly string[]
  /** Where a service account's token is had with the file's own. */
  impersonationUrl?: string
}

/**
 * Reads Application Default Credentials: the file that GOOGLE_APPLICATION_CREDENTIALS names, else the one that
 * `gcloud auth application-default login` writes. The metadata server is never asked: what it gives belongs to the
 * machine. `undefined`: there are none. Throws StoreError `misconfigured` where the file is none of these.
 */
export async function readAdc(place: StorePlace, { env }: StoreContext): Promise<Adc | undefined> {
  const named = env.GOOGLE_APPLICATION_CREDENTIALS
  const text = await textOf(named || wellKnownFile(place, env))
  if (text === undefined) {
    if (named) throw unusable('The file that GOOGLE_APPLICATION_CREDENTIALS names cannot be read.')
    return undefined
  }
  return { ...adcOf(text), variables: named ? ['GOOGLE_APPLICATION_CREDENTIALS'] : [] }
}

/** The account that an impersonation URL names. */
export function impersonated(url: string): string {
  return /\/serviceAccounts\/([^/:]+):/.exec(url)?.[1] ?? 'a service account'
}

function adcOf(text: string): Omit<Adc, 'variables'> {
  const file = objectIn(text)
  if (file.type !== 'impersonated_service_account') return { file: known(file) }
  const url = URL.parse(String(file.service_account_impersonation_url))
  if (url?.protocol !== 'https:')
    throw unusable('The credentials to impersonate a service account name no https URL.')
  return { file: known(Object(file.source_credentials)), impersonationUrl: url.href }
}

function known(file: Readonly<Record<string, unknown>>): AdcFile {
  if ((KINDS as readonly unknown[]).includes(file.type)) return file as unknown as AdcFile
  throw unusable('The Application Default Credentials are of a kind that is not supported.')
}

function wellKnownFile({ platform }: StorePlace, env: StoreContext['env']): string {
  const home = platform === 'win32' ? (env.APPDATA ?? '') : join(env.HOME ?? '', '.config')
  return join(env.CLOUDSDK_CONFIG || join(home, 'gcloud'), 'application_default_credentials.json')
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return undefined
  }
}

/** `JSON.parse` quotes its input in errors, so they end here. */
function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text))
  } catch {
    throw unusable('The Application Default Credentials are no JSON.')
  }
}

function unusable(summary: string): StoreError {
  return new StoreError({ ...misconfigured(summary), suggestion: LOGIN })
}
