import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'

/** A small shop that signs a cookie with SESSION_KEY and would keep its orders at DATABASE_URL. */
const config = {
  databaseUrl: required('DATABASE_URL'),
  sessionKey: required('SESSION_KEY'),
  port: Number(process.env.PORT ?? 0),
}

// Careless on purpose: many programs print their configuration at start.
console.log('configuration', config)
console.log('authorization header', Buffer.from(`session:${config.sessionKey}`).toString('base64'))

const server = createServer((request, response) => {
  const visitor = new URL(request.url ?? '/', 'http://localhost').searchParams.get('name') ?? 'visitor'
  const signature = createHmac('sha256', config.sessionKey).update(visitor).digest('hex')
  response.setHeader(
    'set-cookie',
    `visitor=${encodeURIComponent(visitor)}.${signature}; HttpOnly; SameSite=Strict`,
  )
  response.setHeader('content-type', 'text/plain; charset=utf-8')
  response.end(`Hello ${visitor}, orders are kept at ${new URL(config.databaseUrl).host}.\n`)
})

server.listen(config.port, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`)
})
process.on('SIGTERM', () => server.close(() => process.exit(0)))

function required(name) {
  const value = process.env[name]
  if (value === undefined) {
    console.error(`${name} is not set. Start the shop with: sotto run -- node examples/web-app/server.js`)
    process.exit(1)
  }
  return value
}
