import type { CliConfig } from './cli-config.ts'

/** Prints the version, and with `--json` what a bug report needs. */
export function showVersion(flags: readonly string[], config: CliConfig): void {
  const { name, version } = config
  const facts = { name, version, node: process.version, platform: `${process.platform}-${process.arch}` }
  config.start.context.stdout.write(
    flags.includes('--json') ? `${JSON.stringify(facts, null, 2)}\n` : `${version}\n`,
  )
}
