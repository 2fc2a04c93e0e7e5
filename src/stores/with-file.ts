import { explainRefused } from '../files/refused.ts'
import { StoreError } from './failure.ts'
import type { StoreContext } from './store.ts'

const FULL = new Set(['ENOSPC', 'EDQUOT'])
const MISPLACED = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST'])

/** Does `work` on a file of ours at `path`. What the system refuses rejects with a StoreError that says what to type. */
export async function withFile<Result>(
  path: string,
  { env }: Pick<StoreContext, 'env'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StoreError || !(error instanceof Error) || !('syscall' in error)) throw error
    const { code = '' } = error as NodeJS.ErrnoException
    const { why, steps } = explainRefused(path, error, env)
    throw new StoreError({
      reason: MISPLACED.has(code) ? 'misconfigured' : 'unreachable',
      summary: `The file ${path} cannot be used: ${why}${FULL.has(code) ? '; nothing was changed' : ''}.`,
      retryable: false,
      suggestion: steps.join(', or '),
    })
  }
}
