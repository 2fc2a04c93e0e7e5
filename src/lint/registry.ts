import type { Rule } from './rule.ts'
import { aiIgnoreMissing } from './rules/ai/ignore-missing.ts'
import { breakglassBrokenLink } from './rules/breakglass/broken-link.ts'
import { breakglassMissing } from './rules/breakglass/missing.ts'
import { ciLongLivedKey } from './rules/ci/long-lived-key.ts'
import { ciNoOidcPermission } from './rules/ci/no-oidc-permission.ts'
import { ciSecretInArgument } from './rules/ci/secret-in-argument.ts'
import { codeEnvLogged } from './rules/code/env-logged.ts'
import { codeUndeclared } from './rules/code/undeclared.ts'
import { codeUnused } from './rules/code/unused.ts'
import { deprecatedExpired } from './rules/deprecated/expired.ts'
import { deprecatedInUse } from './rules/deprecated/in-use.ts'
import { dockerSecretBaked } from './rules/docker/secret-baked.ts'
import { envNoDefault } from './rules/env/no-default.ts'
import { envProductionInDev } from './rules/env/production-in-dev.ts'
import { envProductionReachable } from './rules/env/production-reachable.ts'
import { envSharedLocation } from './rules/env/shared-location.ts'
import { envUnknown } from './rules/env/unknown.ts'
import { locationCollision } from './rules/location/collision.ts'
import { locationEndpointInline } from './rules/location/endpoint-inline.ts'
import { locationNamedPerson } from './rules/location/named-person.ts'
import { locationPersonalWithoutDeveloper } from './rules/location/personal-without-developer.ts'
import { locationSharedInDevelopment } from './rules/location/shared-in-development.ts'
import { locationSyntax } from './rules/location/syntax.ts'
import { locationTemplateUnknown } from './rules/location/template-unknown.ts'
import { locationTraversal } from './rules/location/traversal.ts'
import { locationWildcard } from './rules/location/wildcard.ts'
import { metaAccessMissing } from './rules/meta/access-missing.ts'
import { metaLocationMissing } from './rules/meta/location-missing.ts'
import { metaOwnerMissing } from './rules/meta/owner-missing.ts'
import { metaOwnerUnknown } from './rules/meta/owner-unknown.ts'
import { metaPurposeMissing } from './rules/meta/purpose-missing.ts'
import { nameCase } from './rules/name/case.ts'
import { nameCaseCollision } from './rules/name/case-collision.ts'
import { nameDangerous } from './rules/name/dangerous.ts'
import { namePublicPrefix } from './rules/name/public-prefix.ts'
import { nameVague } from './rules/name/vague.ts'
import { repoDotenvExampleValue } from './rules/repo/dotenv-example-value.ts'
import { repoDotenvTracked } from './rules/repo/dotenv-tracked.ts'
import { repoGitignoreMissing } from './rules/repo/gitignore-missing.ts'
import { repoSecretInFile } from './rules/repo/secret-in-file.ts'
import { rotationDueSoon } from './rules/rotation/due-soon.ts'
import { rotationEphemeralAvailable } from './rules/rotation/ephemeral-available.ts'
import { rotationIntervalMissing } from './rules/rotation/interval-missing.ts'
import { rotationIntervalTooLong } from './rules/rotation/interval-too-long.ts'
import { rotationLastRotatedMissing } from './rules/rotation/last-rotated-missing.ts'
import { rotationOverdue } from './rules/rotation/overdue.ts'
import { rotationPinnedVersion } from './rules/rotation/pinned-version.ts'
import { rotationProcedureMissing } from './rules/rotation/procedure-missing.ts'
import { schemaParse } from './rules/schema/parse.ts'
import { schemaProtoKey } from './rules/schema/proto-key.ts'
import { schemaUnknownKey } from './rules/schema/unknown-key.ts'
import { schemaUnsafeText } from './rules/schema/unsafe-text.ts'
import { schemaValueField } from './rules/schema/value-field.ts'
import { schemaValueInText } from './rules/schema/value-in-text.ts'
import { schemaVersion } from './rules/schema/version.ts'
import { storeDevScopeMissing } from './rules/store/dev-scope-missing.ts'
import { storeInsecure } from './rules/store/insecure.ts'
import { storeUnknown } from './rules/store/unknown.ts'
import { storeUnused } from './rules/store/unused.ts'

/** Every rule, one line each, in the order of the documentation. Adding a rule is adding its file and its line. */
export const RULES: readonly Rule[] = [
  schemaParse,
  schemaVersion,
  schemaUnknownKey,
  schemaValueField,
  schemaValueInText,
  schemaProtoKey,
  schemaUnsafeText,
  nameCase,
  nameDangerous,
  nameCaseCollision,
  namePublicPrefix,
  nameVague,
  metaOwnerMissing,
  metaOwnerUnknown,
  metaPurposeMissing,
  metaAccessMissing,
  metaLocationMissing,
  rotationProcedureMissing,
  rotationIntervalMissing,
  rotationIntervalTooLong,
  rotationLastRotatedMissing,
  rotationOverdue,
  rotationDueSoon,
  rotationPinnedVersion,
  rotationEphemeralAvailable,
  envUnknown,
  envNoDefault,
  envProductionInDev,
  envProductionReachable,
  envSharedLocation,
  breakglassMissing,
  breakglassBrokenLink,
  storeUnknown,
  storeDevScopeMissing,
  storeInsecure,
  storeUnused,
  locationSyntax,
  locationTraversal,
  locationEndpointInline,
  locationTemplateUnknown,
  locationPersonalWithoutDeveloper,
  locationNamedPerson,
  locationSharedInDevelopment,
  locationCollision,
  locationWildcard,
  deprecatedInUse,
  deprecatedExpired,
  repoDotenvTracked,
  repoDotenvExampleValue,
  repoGitignoreMissing,
  repoSecretInFile,
  codeUndeclared,
  codeUnused,
  codeEnvLogged,
  ciLongLivedKey,
  ciNoOidcPermission,
  ciSecretInArgument,
  dockerSecretBaked,
  aiIgnoreMissing,
]
