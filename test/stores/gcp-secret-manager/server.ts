import { crc32c } from '../../../src/stores/gcp-secret-manager/crc32c.ts'
import { type AskedRequest, type FaultServer, type Reply, startFaultServer } from '../faults/fault-server.ts'
import { answerTo, type Call, callOf } from './service-definition.ts'
import { apiError, json, NUMBER, signInReply } from './wire.ts'

interface Secret {
  labels: Readonly<Record<string, string>>
  versions: Buffer[]
}

/** Secret Manager with its sign-in services: the genuine definition, a memory behind it. */
export function startSecretManager(tokens: ReadonlySet<string>): Promise<FaultServer> {
  const secrets = new Map<string, Secret>()
  return startFaultServer((request) => {
    const signingIn = signInReply(request)
    if (signingIn !== undefined) return signingIn
    if (!tokens.has(bearerOf(request))) return apiError(401, 'UNAUTHENTICATED')
    const call = callOf(request.method, request.url, request.body)
    return call === undefined ? apiError(404, 'UNIMPLEMENTED') : carryOut(call, secrets)
  })
}

function bearerOf({ headers }: AskedRequest): string {
  return `${headers.authorization}`.replace(/^Bearer /, '')
}

function carryOut(call: Call, secrets: Map<string, Secret>): Reply {
  const message = MEANINGS[call.name]?.(call.request as unknown as Asked, secrets)
  if (message === undefined) return apiError(404, 'NOT_FOUND')
  return json(answerTo(call, message))
}

interface Asked {
  parent: string
  name: string
  secretId: string
  filter?: string
  secret?: { labels?: object }
  payload?: { data?: string }
}

/** What each call does; `undefined`: there is no such thing. */
const MEANINGS: Readonly<Record<string, (asked: Asked, secrets: Map<string, Secret>) => object | undefined>> =
  {
    CreateSecret({ parent, secretId, secret }, secrets) {
      const labels = { ...secret?.labels }
      secrets.set(`${parent}/secrets/${secretId}`, { labels, versions: [] })
      return { name: numbered(`${parent}/secrets/${secretId}`), labels }
    },
    AddSecretVersion({ parent, payload }, secrets) {
      const secret = secrets.get(parent)
      secret?.versions.push(Buffer.from(payload?.data ?? '', 'base64'))
      return secret && { name: numbered(`${parent}/versions/${secret.versions.length}`) }
    },
    AccessSecretVersion({ name }, secrets) {
      const [parent = '', asked] = name.split('/versions/')
      const versions = secrets.get(parent)?.versions ?? []
      const version = asked === 'latest' ? versions.length : Number(asked)
      const data = versions[version - 1]
      return (
        data && {
          name: numbered(`${parent}/versions/${version}`),
          payload: { data, dataCrc32c: crc32c(data) },
        }
      )
    },
    ListSecrets({ parent, filter = 'name:' }, secrets) {
      const part = filter.slice('name:'.length)
      const listed = [...secrets].filter(([name]) => name.startsWith(`${parent}/`) && name.includes(part))
      return { secrets: listed.map(([name, { labels }]) => ({ name: numbered(name), labels })) }
    },
  }

/** Answers name the project by its number. */
function numbered(name: string): string {
  return name.replace(/^projects\/[^/]+/, `projects/${NUMBER}`)
}
