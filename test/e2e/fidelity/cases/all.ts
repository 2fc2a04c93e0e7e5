import type { Case } from '../harness/tool.ts'
import { EXIT } from './exit.ts'
import { MIXED } from './mixed.ts'
import { SHELL } from './shell.ts'
import { SIGNALS } from './signals.ts'
import { START } from './start.ts'
import { STREAMS } from './streams.ts'
import { TERMINAL } from './terminal.ts'

/** Every acceptance case, by number. */
export const CASES: readonly Case[] = [EXIT, SIGNALS, TERMINAL, SHELL, STREAMS, START, MIXED]
  .flat()
  .sort((one, other) => one.number - other.number)
