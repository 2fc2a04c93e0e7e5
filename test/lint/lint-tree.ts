import { readDeclaredNames } from '../../src/lint/declared-names.ts'
import { isGenerated } from '../../src/lint/files/kinds.ts'
import { createTrackedFile } from '../../src/lint/files/tracked-file.ts'
import type { Finding } from '../../src/lint/finding.ts'
import { RULES } from '../../src/lint/registry.ts'
import { runRules } from '../../src/lint/run-rules.ts'
import { createSurveyor } from '../../src/lint/survey.ts'
import { inspectSchema } from '../../src/schema/inspect-schema.ts'
import { createPositionFinder } from '../../src/schema/positions.ts'
import { STORE_TYPES } from '../../src/stores/registry.ts'

/** Noon of the day on which every case happens. */
export const NOW = new Date('2026-11-23T12:00:00Z')

/** Lints a schema and a tree that stand in memory. */
export async function lintTree(
  schema: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly Finding[]> {
  const schemaFile = 'secrets.schema.json'
  const tree = { ...files, [schemaFile]: schema }
  const paths = Object.keys(tree).sort()
  const facts = {
    allowedNames: new Set<string>(),
    credentialVariables: new Map([...STORE_TYPES].map(([name, type]) => [name, type.credentialVariables])),
  }
  const place = { file: `/repository/${schemaFile}`, root: '/repository' }
  const reading = await inspectSchema(place, Buffer.from(schema), facts)
  const declared = readDeclaredNames(reading.document)
  return runRules({
    subject: {
      schemaFile,
      ...(reading.schema && { schema: reading.schema }),
      declared,
      problems: reading.problems,
      tree: {
        paths,
        read: (path) => (Object.hasOwn(tree, path) ? tree[path as keyof typeof tree] : undefined),
      },
      exists: (path) => paths.includes(path.replace(/^\.\//, '')),
      now: NOW,
    },
    rules: RULES,
    files: paths
      .filter((path) => !isGenerated(path))
      .map((path) => createTrackedFile(path, tree[path as keyof typeof tree])),
    surveyor: createSurveyor({ declared, schemaFile, isComplete: true }),
    locate: createPositionFinder(reading.text ?? ''),
  })
}
