import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { findProgram } from './find-program.ts'
import { certainProgram } from './loadable.ts'
import type { Target } from './target.ts'

/**
 * Node raises its limit of open files when it starts, and the target would inherit that. Our parent's limit is the
 * best evidence of what ours was: `undefined` where there is nothing to put back or no way to know. Linux only.
 */
export function callersOpenFiles(): number | undefined {
  const own = softLimit('self')
  const parents = softLimit(String(process.ppid))
  return own === undefined || parents === undefined || parents >= own ? undefined : parents
}

/**
 * `target` with the soft limit `openFiles`. A program in front puts it back, since one more process would hold us up
 * for milliseconds; where it is not certain that the target starts, a process changes our own limit instead, so that
 * we can tell what is wrong in our own words.
 */
export async function restoreOpenFiles(target: Target, openFiles: number | undefined): Promise<Target> {
  if (openFiles === undefined || !has('prlimit', target)) return target
  if (isCertain(target)) return { ...target, through: ['prlimit', `--nofile=${openFiles}:`, '--'] }
  await runHelper('prlimit', ['--pid', String(process.pid), `--nofile=${openFiles}:`])
  return target
}

function has(program: string, { environment, cwd }: Target): boolean {
  return 'file' in findProgram(program, environment.PATH, cwd)
}

function isCertain(target: Target): boolean {
  try {
    return certainProgram(target.command, target) !== undefined
  } catch {
    return false
  }
}

async function runHelper(program: string, args: readonly string[]): Promise<void> {
  await once(spawn(program, args, { stdio: 'ignore' }), 'exit').catch(() => {})
}

function softLimit(pid: string): number | undefined {
  try {
    const [, soft = ''] = readFileSync(`/proc/${pid}/limits`, 'utf8').split('Max open files')
    const limit = Number.parseInt(soft, 10)
    return Number.isNaN(limit) ? undefined : limit
  } catch {
    return undefined
  }
}
