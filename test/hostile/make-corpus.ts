import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Attack } from './attacks/attack.ts'
import { locations } from './attacks/locations.ts'
import { names } from './attacks/names.ts'
import { sizes } from './attacks/sizes.ts'
import { stores } from './attacks/stores.ts'
import { text } from './attacks/text.ts'

const CORPUS = join(import.meta.dirname, 'corpus')

/** Every attack by its file in the corpus. */
export function corpusFiles(): ReadonlyMap<string, Attack> {
  const kinds = { names, locations, text, sizes, stores }
  const files = Object.entries(kinds).flatMap(([kind, attacks]) =>
    attacks.map((one) => [fileOf(kind, one), one] as const),
  )
  const map = new Map(files)
  if (map.size !== files.length) throw new Error('two attacks have one id')
  return map
}

/** What stands in an attack's file: its own text, or the recipe of it. */
export function contentOf({ text }: Attack): string {
  return typeof text === 'string' ? text : `${JSON.stringify(text, null, 2)}\n`
}

/** What is expected of every file, as `corpus/expected.json` says it. */
export function expectations(): string {
  const rows = [...corpusFiles()].map(
    ([file, { exit, rule }]) => `  ${JSON.stringify(file)}: ${JSON.stringify({ exit, rule })}`,
  )
  return `{\n${rows.join(',\n')}\n}\n`
}

function fileOf(kind: string, { id, text }: Attack): string {
  return `${kind}/${id}.${typeof text === 'string' ? 'json' : 'recipe.json'}`
}

if (import.meta.main) {
  await rm(CORPUS, { recursive: true, force: true })
  for (const [file, one] of corpusFiles()) {
    await mkdir(join(CORPUS, file, '..'), { recursive: true })
    await writeFile(join(CORPUS, file), contentOf(one))
  }
  await writeFile(join(CORPUS, 'expected.json'), expectations())
  console.log(`${corpusFiles().size} files`)
}
