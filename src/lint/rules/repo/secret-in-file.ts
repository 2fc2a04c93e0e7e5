import type { TrackedFile } from '../../files/tracked-file.ts'
import type { FileRule, Observation } from '../../rule.ts'
import { findTokens } from '../../tokens.ts'

/** What secretlint knows beyond our formats needs one of these; it is loaded only for a file that has one. */
const SUSPICIOUS =
  /aws_?secret|AWS_SECRET|awsSecret|secret_access_key|SECRET_ACCESS_KEY|ecretAccessKey|_authToken=|x-oauth-basic|"auths"|A3T[A-Z0-9]|private_key"/

/** Characters above which secretlint is not asked: its patterns take a minute for a hostile megabyte. */
const LONGEST = 128 * 1024

export const repoSecretInFile: FileRule = {
  meta: {
    id: 'repo/secret-in-file',
    severity: 'error',
    rationale: 'Whoever can clone the repository has it, and history keeps it.',
    docs: "Every tracked text file is searched for the formats of credentials that sotto knows (`src/schema/token-formats.ts`) and, where something hints at another, in files of up to 128 KiB, by secretlint's recommended rules. Left out are binary files, files over 8 MiB, what tools generate (lock files, `*.min.js`, `dist/`, `vendor/`, ...), samples that vendors publish, and placeholders. Rotate what is found: removing it does not take it out of history.",
  },
  over: 'file',
  reads: () => true,
  check(file, { schemaFile }) {
    if (file.path === schemaFile) return []
    const found = findTokens(file.text).map(({ format, index }) => observe(file, index, format))
    const isDoubtful = file.text.length <= LONGEST && SUSPICIOUS.test(file.text)
    return isDoubtful ? withSecretlint(file, found) : found
  },
}

/** What both see is reported once, under our own name for it. */
async function withSecretlint(
  file: TrackedFile,
  found: readonly Observation[],
): Promise<readonly Observation[]> {
  const { findBySecretlint } = await import('../../secretlint.ts')
  const lines = new Set(found.map(({ at }) => at.position?.line))
  const more = (await findBySecretlint(file.path, file.text))
    .map((index) => observe(file, index, undefined))
    .filter(({ at }) => !lines.has(at.position?.line))
  return [...found, ...more]
}

function observe(file: TrackedFile, index: number, format: string | undefined): Observation {
  return {
    message: `This looks like a credential${format ? ` (${format})` : ''}.`,
    hint: 'Rotate it if it was real, keep the new one in its store, and remove it here.',
    at: { file: file.path, position: file.positionAt(index) },
  }
}
