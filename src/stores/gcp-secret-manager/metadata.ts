import { StoreError } from '../failure.ts'
import type { SecretMetadata, SecretReference, StoreFailure, Tags } from '../store.ts'
import { failureOf, garbled, refusalOf } from './failures.ts'
import type { Get } from './values.ts'

type Told = SecretMetadata | { reference: SecretReference; failure: StoreFailure }

interface Listed {
  name?: unknown
  labels?: Readonly<Record<string, string>>
}

/** The service's largest page. One page holds all but the largest projects. */
const PAGE = 25_000
const MOST_PAGES = 20

/**
 * The labels of all secrets by one filtered list: reading them one by one would exhaust a quota that a whole team
 * shares (600 reads a minute and project). A list names no version and no date of rotation.
 */
export async function readMetadata(
  references: readonly SecretReference[],
  project: string,
  get: Get,
): Promise<Told[]> {
  if (references.length === 0) return []
  try {
    const labels = await listLabels(references, project, get)
    return references.map((reference) => {
      const tags = labels.get(reference.path)
      return tags === undefined ? { reference, exists: false } : { reference, exists: true, tags }
    })
  } catch (error) {
    const failure = failureOf(error)
    return references.map((reference) => ({ reference, failure }))
  }
}

async function listLabels(
  references: readonly SecretReference[],
  project: string,
  get: Get,
): Promise<ReadonlyMap<string, Tags>> {
  const labels = new Map<string, Tags>()
  const query = new URLSearchParams({ pageSize: `${PAGE}` })
  const common = commonStart(references.map(({ path }) => path))
  if (common !== '') query.set('filter', `name:${common}`)
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await get(`/v1/projects/${project}/secrets?${query}`)
    if (answer.status !== 200) throw new StoreError(listRefusal(answer))
    const { secrets = [], nextPageToken } = pageIn(answer.body)
    for (const secret of secrets) labels.set(idOf(secret), Object.assign(Object.create(null), secret.labels))
    if (!nextPageToken) return labels
    query.set('pageToken', nextPageToken)
  }
  throw new StoreError(garbled('Google Cloud lists more pages of secrets than a project can have.'))
}

function listRefusal(answer: Parameters<typeof refusalOf>[0]): StoreFailure {
  const refusal = refusalOf(answer)
  return refusal === 'absent' ? garbled('Google Cloud knows no such project.') : refusal
}

function pageIn(body: Buffer): { secrets?: Listed[]; nextPageToken?: string } {
  const page = JSON.parse(body.toString()) as { secrets?: Listed[]; nextPageToken?: string } | null
  const right = typeof page === 'object' && page !== null && Array.isArray(page.secrets ?? [])
  if (!right || Array.isArray(page)) throw new SyntaxError()
  return page
}

function idOf({ name }: Listed): string {
  return `${name}`.replace(/^projects\/[^/]+\/secrets\//, '')
}

/** What all names begin with; the filter matches it anywhere in a name, which lets too many through, never too few. */
function commonStart(names: readonly string[]): string {
  const [first = '', ...others] = names
  let length = first.length
  for (const name of others) {
    while (!name.startsWith(first.slice(0, length))) length -= 1
  }
  return first.slice(0, length)
}
