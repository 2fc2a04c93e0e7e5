/**
 * What oclif's modules require and sotto never comes to use, because BaseCommand and CliConfig answer instead: by
 * the end of the requiring file's path, the names it asks for. They would bring in plugins, globbing, templates,
 * spinners and a debug logger. dev-and-built.test.ts fails where one is used after all. Buys 4 % of a run's start
 * without the cache.
 */
const UNUSED: Readonly<Record<string, readonly string[]>> = {
  'lib/command.js': ['./config', './help/util', './logger', './ux'],
  'lib/flags.js': ['./help', './util/fs'],
  'lib/args.js': ['./util/fs'],
  'lib/cache.js': ['@oclif/core/package.json'],
  'errors/errors/cli.js': ['indent-string', 'wrap-ansi', '../../screen'],
  'errors/errors/pretty-print.js': ['indent-string', 'wrap-ansi', '../../screen'],
  'errors/handle.js': ['../help/index', '../logger'],
  'errors/error.js': ['../logger', '../ux/write'],
  'errors/warn.js': ['../logger', '../ux/write'],
  'parser/parse.js': ['../logger', 'node:readline'],
  'parser/help.js': ['../ux'],
  'help/index.js': ['../module-loader', '../config/ts-path', '../util/cache-default-value'],
  'help/command.js': ['../logger'],
}

/** Leaves an empty object in the place of each unused module. */
export function withoutUnused(path: string, text: string): string {
  const names = Object.entries(UNUSED).find(([end]) => path.endsWith(end))?.[1] ?? []
  const ways = names.flatMap((name) => [`require("${name}")`, `require('${name}')`])
  return ways.reduce((rest, way) => rest.replaceAll(way, '{}'), text)
}
