import { STORE_TYPES } from '../../../stores/registry.ts'
import type { SchemaRule } from '../../rule.ts'
import { eachDevelopmentLocation } from '../each-location.ts'

/** Systems to which stores with leases can mint access on request, as they stand in names. */
const MINTABLE =
  /(?:^|_)(?:DATABASE|DB|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|MSSQL|ORACLE|MONGO|MONGODB|CASSANDRA|REDIS|ELASTICSEARCH|RABBITMQ|AMQP|AWS|GCP|AZURE|LDAP|CONSUL|NOMAD)(?:_|$)/

export const rotationEphemeralAvailable: SchemaRule = {
  meta: {
    id: 'rotation/ephemeral-available',
    severity: 'warning',
    rationale: 'A credential that ends by itself needs no rotation and leaks for minutes only.',
    docs: 'Found where a development location of a database or cloud credential, by its name, lies in a store whose type gives leases, and the kind is not `ephemeral`.',
  },
  over: 'schema',
  *check(schema) {
    for (const { secret, environment, location, store } of eachDevelopmentLocation(schema)) {
      const offersLeases = STORE_TYPES.get(store.type)?.capabilities.has('leases') ?? false
      if (!offersLeases || secret.kind === 'ephemeral' || !MINTABLE.test(secret.name)) continue
      yield {
        message: `${secret.name} is a static value in ${environment.name}, where ${store.name} could mint one.`,
        hint: 'Point the location at an engine that gives leases, and set "kind": "ephemeral".',
        at: { pointer: location.pointer },
        secret: secret.name,
      }
    }
  },
}
