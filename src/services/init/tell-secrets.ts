import { isCredentialName, isOrdinaryName } from '../../lint/variables/ordinary-names.ts'
import { isDangerousName } from '../../schema/dangerous-names.ts'
import { looksRandom } from '../../schema/entropy.ts'
import { findTokenFormat } from '../../schema/token-formats.ts'
import { isSecretName } from '../../secret/secret-name.ts'
import type { FoundName } from './found-names.ts'

/** Services whose address usually carries a password. */
const ADDRESS =
  /(DATABASE|DB|POSTGRES|PG|MYSQL|MARIADB|MONGO|MONGODB|REDIS|AMQP|RABBITMQ|CLOUDAMQP|ELASTICSEARCH|CLICKHOUSE|NATS|KAFKA|SMTP|LDAP|SENTRY)_?[A-Z0-9_]*_?(URL|URI|DSN)$/

/** Names that say credential to those who know the service. */
const KNOWN =
  /(^|_)(LICENSE|LICENCE|SIGNING|ENCRYPTION|PRIVATE|MASTER|WEBHOOK_SECRET|CLIENT_SECRET|SERVICE_ROLE|JWT|HMAC)(_|$)|_DSN$/

/** The last word says what a variable is: `AUTH_URL` is an address, `FEATURE_TOKENS_ENABLED` a switch. */
const SETTING =
  /_(URL|HOST|PORT|NAME|ID|ENABLED|DISABLED|MODE|TTL|TIMEOUT|MS|SECONDS|LENGTH|SIZE|COUNT|TYPE|ALGORITHM|ISSUER|AUDIENCE|PATH|FILE|REGION)$/

/** Whether a found variable is a secret rather than ordinary configuration. */
export function isSecret({ name, holdsCredential }: FoundName): boolean {
  if (!isSecretName(name) || isDangerousName(name)) {
    return false
  }
  if (holdsCredential || ADDRESS.test(name)) {
    return true
  }
  return !SETTING.test(name) && !isOrdinaryName(name) && (isCredentialName(name) || KNOWN.test(name))
}

/** Whether only a credential is written like this. */
export function looksLikeCredential(value: string): boolean {
  return findTokenFormat(value) !== undefined || looksRandom(value)
}
