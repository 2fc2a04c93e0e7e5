import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import { readContent } from './content.ts'
import type { Carrier } from './transport.ts'

/** Each request under way has a connection of its own here; a hundred paths are read in two waves. */
const MAX_CONNECTIONS = 50

/** HTTP/1.1 over connections that are kept. */
export function openHttp1(authorities: string | undefined): Carrier {
  const settings = { keepAlive: true, maxSockets: MAX_CONNECTIONS }
  const plain = new http.Agent(settings)
  const secure = new https.Agent({
    ...settings,
    rejectUnauthorized: true,
    ...(authorities === undefined ? {} : { ca: authorities }),
  })
  return async ({ method, url, headers, content, signal }) => {
    const isSecure = url.protocol === 'https:'
    const request = (isSecure ? https : http).request(url, {
      agent: isSecure ? secure : plain,
      method,
      headers,
      signal,
    })
    request.end(content)
    const [response] = (await once(request, 'response')) as [http.IncomingMessage]
    // Whatever breaks from here on breaks the response as well.
    request.on('error', () => undefined)
    const { statusCode: status = 0, headers: told } = response
    return { status, type: told['content-type'], content: await readContent(response) }
  }
}
