import { once } from 'node:events'
import { Agent as ClearAgent, type IncomingMessage, request as requestInClear } from 'node:http'
import { request as requestSecurely, Agent as SecureAgent } from 'node:https'
import { readContent } from './content.ts'
import type { Carrier } from './transport.ts'

/** Each request under way has a connection of its own here; a hundred paths are read in two waves. */
const MAX_CONNECTIONS = 50

/** HTTP/1.1 over connections that are kept. */
export function openHttp1(authorities: string | undefined): Carrier {
  const settings = { keepAlive: true, maxSockets: MAX_CONNECTIONS }
  const plain = new ClearAgent(settings)
  const secure = new SecureAgent({
    ...settings,
    rejectUnauthorized: true,
    ...(authorities === undefined ? {} : { ca: authorities }),
  })
  return async ({ method, url, headers, content, signal }) => {
    const isSecure = url.protocol === 'https:'
    const options = { agent: isSecure ? secure : plain, method, headers, signal }
    const request = isSecure ? requestSecurely(url, options) : requestInClear(url, options)
    request.end(content)
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    // Whatever breaks from here on breaks the response as well.
    request.on('error', () => undefined)
    const { statusCode: status = 0, headers: told } = response
    return { status, type: told['content-type'], content: await readContent(response) }
  }
}
