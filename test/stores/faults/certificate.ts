import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Certificate } from './any-http-server.ts'

/** Whether openssl is here; says so on stderr where it is not. */
export function canCertify(): boolean {
  const { status } = spawnSync('openssl', ['version'], { stdio: 'ignore' })
  if (status !== 0) console.warn('openssl is not here: faults that need a certificate are skipped')
  return status === 0
}

/** A certificate that signs itself, made by openssl for this moment only. Names are host names or IP addresses. */
export function selfSigned(names: readonly string[]): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-certificate-'))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=${names[0]} -days 2`
  try {
    execFileSync(
      'openssl',
      [
        ...made.split(' '),
        '-addext',
        `subjectAltName=${names.map(alternative).join(',')}`,
        '-keyout',
        keyFile,
        '-out',
        certFile,
      ],
      { stdio: 'ignore' },
    )
    return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function alternative(name: string): string {
  return /^[0-9.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`
}
