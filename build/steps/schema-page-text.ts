/** The part of docs/schema.md that people wrote. */
export const SCHEMA_LIMITS_TEXT = `# The secret schema

\`secrets.schema.json\` stands at the root of the repository and is committed. It says which secrets the repository
needs, what for, whose they are, where they live and how they rotate. It has no member that could hold a value.

Editors complete and check it when its first member is
\`"$schema": "./node_modules/sotto/secrets.schema.v1.json"\`.

<!-- Written by the build from src/schema/document and the store types; change those, not this file. -->

## Locations

\`store:path#field\` names the value: the store by its name in \`stores\`, the path inside it, and optionally one
member of a JSON value, so that many variables come from one fetch. The object form
\`{ "store", "path", "field", "version" }\` says the same and can pin a version.

\`{developer}\` becomes the name that the store verified, \`{project}\` and \`{environment}\` what the schema says.
There is no other template. Segments are made of letters, digits and \`_ . + = @ -\`; a location holds no host, no
ARN, no wildcard, no dot segment and no encoded character.

## Limits

1 MiB, 32 levels, 1,000 secrets, 4 KiB a string. A name that stands twice, a prototype name, a control,
bidirectional or zero-width character, and a text that looks like a credential are refused. Secret names match
\`^[A-Z][A-Z0-9_]{0,127}$\`; a name that steers programs (\`PATH\`, \`NODE_OPTIONS\`, \`LD_PRELOAD\`, …) cannot be
declared. Every problem is reported at once, with its line and column; \`sotto lint\` reports more.`
