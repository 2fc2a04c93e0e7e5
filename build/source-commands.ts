import { readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Command } from '@oclif/core/command'
import type { CommandTable } from '../src/cli/cli-config.ts'

const require = createRequire(import.meta.url)
const COMMANDS = join(import.meta.dirname, '../src/commands')

/** The commands as their source files stand: one class a file, named after the verb. */
export async function sourceCommands(): Promise<CommandTable> {
  const classes = new Map<string, Command.Class>()
  for (const id of await commandIds()) classes.set(id, await loadClass(id))
  const commands: Record<string, Command.Cached> = {}
  for (const [id, commandClass] of classes) commands[id] = await describe(commandClass)
  return { ids: [...classes.keys()], load: async (id) => classes.get(id)!, describe: async () => commands }
}

/** The verbs, in alphabetical order. */
export async function commandIds(): Promise<string[]> {
  const files = await readdir(COMMANDS)
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort()
}

async function loadClass(id: string): Promise<Command.Class> {
  const exported = Object.values(await import(join(COMMANDS, `${id}.ts`)))
  const [commandClass] = exported as Command.Class[]
  if (exported.length !== 1 || commandClass === undefined)
    throw new Error(`src/commands/${id}.ts exports one class`)
  commandClass.id = id
  return commandClass
}

/** oclif's own description of a command, as its manifest holds it; the function is not among oclif's exports. */
async function describe(commandClass: Command.Class): Promise<Command.Cached> {
  const core = dirname(require.resolve('@oclif/core/package.json'))
  const { cacheCommand } = require(join(core, 'lib/util/cache-command.js'))
  const cached = await cacheCommand(commandClass, undefined, true)
  return JSON.parse(JSON.stringify(cached))
}
