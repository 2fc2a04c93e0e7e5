import { readFile } from 'node:fs/promises'
import wabt from 'wabt'
import { writeWhenChanged } from './write-when-changed.ts'

/** One module, in the order in which it is read. */
const SOURCES = ['table.wat', 'leap.wat', 'sift.wat', 'walk.wat'].map(
  (name) => new URL(`../../src/redact/skip-filter/${name}`, import.meta.url),
)
const GENERATED = new URL('../../src/redact/generated/', import.meta.url)

/** What the module exports. */
const TYPES = `export interface Machine {
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly input: { readonly value: number }
  readonly found: { readonly value: number }
  readonly moves: { readonly value: number }
  prepare(window: number, bits: number): void
  enter(): void
  search(length: number, room: number): number
  begun(length: number): number
}
declare const instantiate: () => Machine
export default instantiate
`

/** Assembles the redactor's inner loops into WebAssembly, and writes a module that makes an instance of it. */
export async function assembleSkipFilter(): Promise<void> {
  const texts = await Promise.all(SOURCES.map((source) => readFile(source, 'utf8')))
  const source = `(module\n${texts.join('')})`
  const module = (await wabt()).parseWat('skip-filter.wat', source, { relaxed_simd: true })
  module.validate()
  const text = Buffer.from(module.toBinary({}).buffer).toString('base64')
  await writeWhenChanged(
    new URL('skip-filter.js', GENERATED),
    `const module = () => new WebAssembly.Module(Buffer.from('${text}', 'base64'))
export default () => new WebAssembly.Instance(module()).exports
`,
  )
  await writeWhenChanged(new URL('skip-filter.d.ts', GENERATED), TYPES)
}
