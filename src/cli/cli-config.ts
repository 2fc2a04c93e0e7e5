import type { Command } from '@oclif/core/command'
import type { ProcessContext } from './context.ts'

/** What of package.json the CLI shows. */
export interface PackageFacts {
  name: string
  version: string
  description: string
}

/** What oclif's manifest says of each command. */
export type Manifest = Readonly<Record<string, Command.Cached>>

/** The commands there are. Neither classes nor descriptions are loaded before they are asked for. */
export interface CommandTable {
  ids: readonly string[]
  load(id: string): Promise<Command.Class>
  describe(): Promise<Manifest>
}

/** What differs from one start of the CLI to the next. */
export interface Start {
  context: ProcessContext
  target: readonly string[] | undefined
  endWith(status: number): void
}

/**
 * What oclif's commands, parser and help ask of their configuration. oclif's own class would look for plugins,
 * themes, shells and hooks in the user's folders at every start, and obey `SOTTO_*` variables that we do not have.
 */
export class CliConfig {
  readonly bin = 'sotto'
  readonly topicSeparator = ' '
  readonly topics = []
  readonly plugins = new Map()
  readonly pjson: PackageFacts & { oclif: object }
  readonly name: string
  readonly version: string
  readonly userAgent: string
  /** Empty until {@link CliConfig.describeCommands}; only help needs it. */
  commands: readonly Command.Cached[] = []
  readonly start: Start
  readonly table: CommandTable

  constructor(facts: PackageFacts, table: CommandTable, start: Start) {
    this.start = start
    this.pjson = { ...facts, oclif: {} }
    this.name = facts.name
    this.version = facts.version
    this.userAgent = `${facts.name}/${facts.version} ${process.platform}-${process.arch} node-${process.version}`
    this.table = table
  }

  findCommand(id: string): Command.Cached | undefined {
    return this.commands.find((command) => command.id === id)
  }

  async describeCommands(): Promise<readonly Command.Cached[]> {
    this.commands = Object.values(await this.table.describe())
    return this.commands
  }

  findTopic(): undefined {}

  async runHook() {
    return { successes: [], failures: [] }
  }

  scopedEnvVarKeys(): string[] {
    return []
  }
}
