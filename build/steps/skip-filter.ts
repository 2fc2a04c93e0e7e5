import { readFile } from 'node:fs/promises'
import wabt from 'wabt'
import { writeWhenChanged } from './write-when-changed.ts'

const NAME = 'skip-filter.wat'
const SOURCE = new URL(`../../src/redact/${NAME}`, import.meta.url)
const GENERATED = new URL('../../src/redact/generated/', import.meta.url)

/** What skip-filter.wat exports. */
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
  const module = (await wabt()).parseWat(NAME, await readFile(SOURCE, 'utf8'))
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
