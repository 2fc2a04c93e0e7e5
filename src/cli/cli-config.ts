import type { Command } from '@oclif/core/command'
import type { ProcessContext } from './context.ts'

/** What of package.json the CLI shows. */
export interface PackageFacts {
  name: string
  version: string
  description: string
}

/** The commands there are: what oclif's manifest says of each, and how to get its class. */
export interface CommandTable {
  commands: Readonly<Record<string, Command.Cached>>
  load(id: string): Promise<Command.Class>
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
  readonly commands: readonly Command.Cached[]
  readonly start: Start
  readonly #table: CommandTable

  constructor(facts: PackageFacts, table: CommandTable, start: Start) {
    this.start = start
    this.pjson = { ...facts, oclif: {} }
    this.name = facts.name
    this.version = facts.version
    this.userAgent = `${facts.name}/${facts.version} ${process.platform}-${process.arch} node-${process.version}`
    this.commands = Object.values(table.commands)
    this.#table = table
  }

  findCommand(id: string): Command.Cached | undefined {
    return Object.hasOwn(this.#table.commands, id) ? this.#table.commands[id] : undefined
  }

  findTopic(): undefined {}

  loadCommand(id: string): Promise<Command.Class> {
    return this.#table.load(id)
  }

  async runHook() {
    return { successes: [], failures: [] }
  }

  scopedEnvVarKeys(): string[] {
    return []
  }
}
