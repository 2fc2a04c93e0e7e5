import { basename, relative, sep } from 'node:path'

/** What tells how sotto was started. */
export interface InvocationTraces {
  /** `process.argv[1]`: the path by which the program was reached, symbolic links unresolved. */
  program: string
  cwd: string
  env: Readonly<Record<string, string | undefined>>
}

/** How each package manager runs a project's own binary, by the first word of its user agent. */
const RUNNERS: Readonly<Record<string, string>> = {
  npm: 'npx sotto',
  pnpm: 'pnpm exec sotto',
  yarn: 'yarn sotto',
  bun: 'bunx sotto',
}

/**
 * The words that start sotto again the way it was started, for suggestions that can be pasted:
 * `npx sotto`, `pnpm exec sotto`, `yarn sotto`, `bunx sotto`, `node bin/run.js`, or `sotto` where it is on PATH.
 */
export function describeInvocation({ program, cwd, env }: InvocationTraces): string {
  const segments = program.split(sep)
  if (segments.includes('node_modules')) {
    return RUNNERS[packageManager(segments, env.npm_config_user_agent)] ?? 'npx sotto'
  }
  if (/\.[cm]?js$/.test(program)) {
    const path = relative(cwd, program)
    return `node ${path.startsWith('..') ? program : path}`
  }
  return basename(program) || 'sotto'
}

function packageManager(segments: readonly string[], userAgent: string | undefined): string {
  const named = userAgent?.split('/', 1)[0]
  if (named !== undefined && Object.hasOwn(RUNNERS, named)) return named
  return segments.includes('.pnpm') ? 'pnpm' : 'npm'
}
