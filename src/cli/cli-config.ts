import type { Command } from '@oclif/core/command'
import { Config } from '@oclif/core/config'
import type { ProcessContext } from './context.ts'

/** What of package.json the CLI shows. */
export interface PackageFacts {
  name: string
  version: string
  description: string
  /** oclif's own section. */
  oclif: Record<string, unknown>
}

/** The commands there are: what oclif's manifest says of each, and how to get its class. */
export interface CommandTable {
  commands: Readonly<Record<string, Command.Cached>>
  load(id: string): Promise<Command.Class>
}

/** How this start of the CLI differs from any other. */
export interface Start {
  context: ProcessContext
  target: readonly string[] | undefined
  endWith(status: number): void
}

/** oclif's configuration, with the commands given instead of discovered and the start at hand. */
export class CliConfig extends Config {
  readonly context: ProcessContext
  readonly target: readonly string[] | undefined
  readonly endWith: (status: number) => void

  constructor(facts: PackageFacts, table: CommandTable, start: Start) {
    const plugin = describePlugin(facts, table)
    super({ root: '/', pjson: plugin.pjson, plugins: new Map([[facts.name, plugin]]) } as never)
    this.context = start.context
    this.target = start.target
    this.endWith = start.endWith
  }

  /** A theme would be read from the user's folder at every start. */
  override async loadTheme(): Promise<undefined> {}
}

function describePlugin(facts: PackageFacts, table: CommandTable) {
  return {
    name: facts.name,
    version: facts.version,
    root: '/',
    pjson: { ...facts, oclif: { ...facts.oclif, exitCodes: { default: 64 } } },
    topics: [],
    hooks: {},
    valid: true,
    commands: Object.values(table.commands).map((cached) => ({
      ...cached,
      load: () => table.load(cached.id),
    })),
  }
}
