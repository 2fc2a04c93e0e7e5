import { findProgram } from './find-program.ts'
import { startFailure } from './start-failure.ts'
import type { Target } from './target.ts'

/**
 * `target`, started so that the kernel ends it with SIGTERM when we are killed; `undefined` where that cannot be
 * had. Throws AppError where the target cannot be started: the program in front would say so in its own words.
 */
export function dyingWithParent(target: Target): Target | undefined {
  const { command, environment, cwd } = target
  if (process.platform !== 'linux' || 'errno' in findProgram('setpriv', environment.PATH, cwd))
    return undefined
  const found = findProgram(command, environment.PATH, cwd)
  if ('errno' in found) throw startFailure(target, found.errno)
  return { ...target, through: ['setpriv', '--pdeathsig', 'TERM', '--', ...target.through] }
}
