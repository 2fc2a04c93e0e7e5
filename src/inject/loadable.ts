import { closeSync, openSync, readSync } from 'node:fs'
import { findProgram } from './find-program.ts'
import { totalBytes } from './limits.ts'
import { argvOf, type Target } from './target.ts'

/** How many interpreters may stand in line, each named by the one before: execve(2). */
const INTERPRETER_DEPTH = 4
const HEAD_BYTES = 4096

/** What every system takes together, environment and arguments: the POSIX minimum for Linux's own, 128 KiB. */
const CERTAIN_BYTES = 131_072

/**
 * The file that `command` of `target` names, where the kernel is certain to start it: whatever turns into it by itself
 * cannot tell a failure as we would. `undefined` where it is not certain. Throws where the file cannot be read.
 */
export function certainProgram(command: string, target: Target): string | undefined {
  const found = findProgram(command, target.environment.PATH, target.cwd)
  const isCertain =
    'file' in found &&
    totalBytes(target.environment, argvOf(target)) < CERTAIN_BYTES &&
    isLoadable(found.file, process.execPath)
  return isCertain ? found.file : undefined
}

/**
 * Whether the kernel is certain to load `file`: a program for the machine that `running` is for, or a script whose
 * interpreter is one. Node aborts, with no way to catch it, when it cannot.
 */
export function isLoadable(file: string, running: string, depth = INTERPRETER_DEPTH): boolean {
  const head = readHead(file)
  const interpreter = interpreterOf(head)
  if (interpreter !== undefined) {
    return (
      depth > 0 &&
      'file' in findProgram(interpreter, undefined, '/') &&
      isLoadable(interpreter, running, depth - 1)
    )
  }
  if (!isElf(head) || !machineOf(head).equals(machineOf(readHead(running)))) return false
  const loader = loaderOf(head)
  return loader !== undefined && (loader === '' || 'file' in findProgram(loader, undefined, '/'))
}

/** The absolute path after `#!`; a relative one is not certain, and neither is a line longer than the kernel reads. */
function interpreterOf(head: Buffer): string | undefined {
  return /^#![ \t]*(\/[^\s]+)[^\n]*\n/.exec(head.toString('latin1', 0, 255))?.[1]
}

function isElf(head: Buffer): boolean {
  return head.length >= 64 && head.readUInt32BE(0) === 0x7f454c46
}

/** ELF(5): word size and byte order, then the machine. */
function machineOf(head: Buffer): Buffer {
  return Buffer.concat([head.subarray(4, 6), head.subarray(18, 20)])
}

/** The dynamic loader that a 64-bit little-endian ELF asks for; '' for none, `undefined` where it cannot be told. */
function loaderOf(head: Buffer): string | undefined {
  const PT_INTERP = 3
  const [start, size, count] = [
    Number(head.readBigUInt64LE(32)),
    head.readUInt16LE(54),
    head.readUInt16LE(56),
  ]
  if (head[4] !== 2 || head[5] !== 1 || start + size * count > head.length) return undefined
  for (let at = start; at < start + size * count; at += size) {
    if (head.readUInt32LE(at) !== PT_INTERP) continue
    const [offset, length] = [Number(head.readBigUInt64LE(at + 8)), Number(head.readBigUInt64LE(at + 32))]
    return offset + length > head.length ? undefined : head.toString('latin1', offset, offset + length - 1)
  }
  return ''
}

function readHead(file: string): Buffer {
  const fd = openSync(file, 'r')
  try {
    const head = Buffer.alloc(HEAD_BYTES)
    return head.subarray(0, readSync(fd, head, 0, HEAD_BYTES, 0))
  } finally {
    closeSync(fd)
  }
}
