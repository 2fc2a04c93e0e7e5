import { EXIT_STATUS } from '../../errors/codes.ts'
import { inside } from '../../files/inside.ts'
import type { Context } from '../../services/context.ts'
import type { CodeCache } from './code-cache.ts'
import { keepFile } from './open-private-folder.ts'
import { readKept, twice } from './private-folder.ts'

/**
 * Sees to it that the next start finds what this one had to do without: at the end of the process what V8 has compiled
 * by then is kept, since that is what the next start will need, and what is found out is remembered. A start that found
 * something out keeps no code: the next one needs less.
 */
export function keepStart({ folder, buildId, missed }: CodeCache): NonNullable<Context['memory']> {
  const fileOf = (name: string) => inside(folder, `${name}-${buildId}`)
  let isUsual = true
  beforeTheEnd(() => {
    // What was typed stands in the name, and would make a file for each slip.
    if (isUsual && process.exitCode !== EXIT_STATUS.USAGE) keepMissed(missed)
  })
  return {
    knows: (name) => readKept(fileOf(name)) !== undefined,
    keep(name) {
      isUsual = false
      keepFile(fileOf(name), Buffer.from('1'))
    },
  }
}

/** A process that is replaced by its target sees no `exit`. */
function beforeTheEnd(act: () => void): void {
  process.once('exit', act)
  const replace = process.execve
  if (replace === undefined) return
  process.execve = (...args) => {
    act()
    return replace.apply(process, args)
  }
}

function keepMissed(missed: CodeCache['missed']): void {
  for (const [path, script] of missed) keepFile(path, twice(script.createCachedData()))
}
