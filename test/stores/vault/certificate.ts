import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import type { Certificate } from '../faults/any-http-server.ts'

/** A certificate that signs itself, for `name` as openssl writes it, with its file. Negative `days`: it has ended. */
export function makeCertificate(name = 'IP:127.0.0.1', days = 2): Certificate & { file: string } {
  const folder = temporaryFolder()
  const [key, cert, request] = ['key.pem', 'cert.pem', 'request.pem'].map((file) => join(folder, file))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' })
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const subject = ['-subj', '/CN=sotto-test', '-addext', `subjectAltName=${name}`]
  openssl('req', ...curve, ...subject, '-keyout', key!, '-out', request!)
  openssl(
    'x509',
    '-req',
    '-in',
    request!,
    '-key',
    key!,
    '-days',
    String(days),
    '-copy_extensions',
    'copy',
    '-out',
    cert!,
  )
  return { key: readFileSync(key!, 'utf8'), cert: readFileSync(cert!, 'utf8'), file: cert! }
}
