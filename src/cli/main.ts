import type { Command } from '@oclif/core/command'
import { EXIT_STATUS } from '../errors/codes.ts'
import type { Context, Environment } from '../services/context.ts'
import { CliConfig, type CommandTable, type PackageFacts } from './cli-config.ts'
import { createContext, type ProcessContext } from './context.ts'
import { endProcess } from './end-process.ts'
import { splitArguments } from './passthrough.ts'

/** What bin/run.js and bin/dev.js hand over; nothing else differs between them. */
export interface Launch {
  facts: PackageFacts
  table: CommandTable
  /** The caller's environment, before our own was disarmed. */
  callerEnv: Environment
  /** Absent where the sources are run: then every start finds out everything anew. */
  memory?: Context['memory']
}

/** Runs one command line and ends the process. Never rejects. */
export async function main({ facts, table, callerEnv, memory }: Launch): Promise<void> {
  const context = createContext(callerEnv, memory)
  const { own, target } = splitArguments(process.argv.slice(2))
  try {
    const config = new CliConfig(facts, table, { context, target, endWith })
    await dispatch(own, config)
  } catch (error) {
    // Whoever interrupted us knows why nothing came of it.
    if (context.interruptedBy() === undefined) endWith(await fail(error, own, table, context))
  }
  await context.flush()
  endProcess(context.interruptedBy(), context.hasLeftBehind())
}

function endWith(status: number): void {
  process.exitCode = status
}

/** `--help` anywhere and `--version` first are answered here; everything else is a command. */
async function dispatch(own: readonly string[], config: CliConfig): Promise<void> {
  const [first, ...rest] = own
  if (first === undefined || own.includes('--help') || own.includes('-h') || first === 'help') {
    const { showHelp } = await import('./help.ts')
    return showHelp(own, config)
  }
  if (first === '--version') {
    const { showVersion } = await import('./version.ts')
    return showVersion(rest, config)
  }
  if (!config.table.ids.includes(first)) {
    const { unknownCommand } = await import('./usage-error.ts')
    throw unknownCommand(first, config)
  }
  const commandClass = await config.table.load(first)
  await commandClass.run([...rest], config as never)
}

async function fail(thrown: unknown, own: readonly string[], table: CommandTable, context: ProcessContext) {
  const { toAppError } = await import('./to-app-error.ts')
  const { renderError } = await import('./render/error.ts')
  const command = (await table.describe())[own[0] ?? '']
  const error = toAppError(thrown, command, context)
  renderError(error, wantsJson(own, command), context)
  return EXIT_STATUS[error.code]
}

/** `run` has no `--json`, so there it is a wrong flag like any other. */
function wantsJson(own: readonly string[], command: Command.Cached | undefined): boolean {
  return own.includes('--json') && (command === undefined || 'json' in command.flags)
}
