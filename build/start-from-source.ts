import facts from '../package.json' with { type: 'json' }
import { takeCallerEnvironment } from '../src/cli/launch/hygiene.ts'

const callerEnv = takeCallerEnvironment()
if (callerEnv !== undefined) {
  const { sourceCommands } = await import('./source-commands.ts')
  const { main } = await import('../src/cli/main.ts')
  await main({ facts, table: await sourceCommands(), callerEnv })
}
