import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import facts from '../../package.json' with { type: 'json' }
import { sourceCommands } from '../source-commands.ts'

const MANIFEST = join(import.meta.dirname, '../../oclif.manifest.json')

/** Writes oclif.manifest.json from the commands' sources; leaves the file alone where nothing changed. */
export async function writeManifest(): Promise<void> {
  const commands = await (await sourceCommands()).describe()
  const text = `${JSON.stringify({ commands, version: facts.version }, null, 2)}\n`
  const before = await readFile(MANIFEST, 'utf8').catch(() => '')
  if (before !== text) await writeFile(MANIFEST, text)
}
