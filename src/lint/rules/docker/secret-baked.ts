import { isDotenv } from '../../files/kinds.ts'
import { type DockerInstruction, isDockerfile, readDockerfile } from '../../reading/dockerfile.ts'
import type { FileRule } from '../../rule.ts'

export const dockerSecretBaked: FileRule = {
  meta: {
    id: 'docker/secret-baked',
    severity: 'error',
    rationale: 'Everybody who can pull an image can read what was built into it.',
    docs: 'Found are `ARG` and `ENV` with the name of a declared secret, and `COPY` or `ADD` of a dotenv file. A build that needs a secret mounts it (`RUN --mount=type=secret,id=...`), a container gets it when it starts.',
  },
  over: 'file',
  reads: isDockerfile,
  *check(file, { declared }) {
    for (const instruction of readDockerfile(file.text)) {
      for (const { name, index } of declaredNames(instruction, declared)) {
        yield {
          message: `${name} is built into an image by ${instruction.keyword}.`,
          hint: 'Mount it with "RUN --mount=type=secret", or set it when the container starts.',
          at: { file: file.path, position: file.positionAt(index) },
          secret: name,
        }
      }
      for (const index of copiedDotenv(instruction)) {
        yield {
          message: 'A dotenv file is copied into an image.',
          hint: 'Leave it out, and set the variables when the container starts.',
          at: { file: file.path, position: file.positionAt(index) },
        }
      }
    }
  },
}

/** `ENV A=1 B=2` and `ARG A B` name several; `ENV A 1` names one, and the rest is its value. */
function* declaredNames({ keyword, rest, index }: DockerInstruction, declared: ReadonlySet<string>) {
  if (keyword !== 'ENV' && keyword !== 'ARG') return
  const isOldForm = keyword === 'ENV' && !/^\w+=/.test(rest)
  const pattern = isOldForm ? /^(\w+)/g : /(?:^|\s)(\w+)(?==|\s|$)/g
  for (const match of rest
    .replace(/"[^"\n]*"|'[^'\n]*'/g, (quoted) => '='.repeat(quoted.length))
    .matchAll(pattern)) {
    const name = match[1]!
    if (declared.has(name)) yield { name, index: index + match.index + match[0].lastIndexOf(name) }
  }
}

function* copiedDotenv({ keyword, rest, index }: DockerInstruction): Iterable<number> {
  if (keyword !== 'COPY' && keyword !== 'ADD') return
  const words = [...rest.matchAll(/[^\s"',[\]]+/g)].filter(
    ([word]) => word !== '\\' && !word.startsWith('--'),
  )
  for (const word of words.slice(0, -1)) {
    if (!rest.includes('--from=') && isDotenv(word[0])) yield index + word.index
  }
}
