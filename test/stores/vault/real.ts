import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '../../support/free-port.ts'

/** A Vault or OpenBao of which we are the operator. */
export interface OperatedVault {
  address: string
  /** Sends one request as root, and throws unless it succeeds. */
  operate(path: string, body: object): Promise<{ data?: { version?: number } }>
  stop(): Promise<void>
}

/** The server program that the caller names; undefined: none, and a fake stands in. */
export const realBinary = process.env.BAO_BIN || process.env.VAULT_BIN || undefined

/** Starts the real one, in memory and with nothing in it but what its development mode sets up. */
export async function startRealVault(binary: string): Promise<OperatedVault> {
  const listen = `127.0.0.1:${await freePort()}`
  const flags = ['-dev', '-dev-root-token-id=root', `-dev-listen-address=${listen}`, '-dev-no-store-token']
  const server = spawn(binary, ['server', ...flags], {
    stdio: 'ignore',
    env: { PATH: process.env.PATH, HOME: '/nowhere' },
  })
  const address = `http://${listen}`
  await answering(address, server)
  return {
    address,
    operate: (path, body) => operateAt(address, 'root', path, body),
    async stop() {
      server.kill()
      if (server.exitCode === null) await once(server, 'exit')
    },
  }
}

/** Sends one request of an operator. */
export async function operateAt(address: string, token: string, path: string, body: object) {
  const headers = { 'x-vault-token': token, 'content-type': 'application/json' }
  const response = await fetch(`${address}/v1/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path} answers ${response.status}`)
  return response.status === 204 ? {} : ((await response.json()) as { data?: { version?: number } })
}

async function answering(address: string, server: { exitCode: number | null }): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error('the server ended at once')
    const health = await fetch(`${address}/v1/sys/health`).catch(() => undefined)
    if (health?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
