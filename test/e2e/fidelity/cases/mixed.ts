import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { fresh } from '../harness/fresh.ts'
import { openTerminal, quote, shellLine } from '../harness/terminal.ts'
import type { Case, Tool } from '../harness/tool.ts'

/** Runs `command` at a terminal in a shell that redirects some of its streams. */
async function redirected(tool: Tool, command: readonly string[], redirection: string): Promise<string> {
  const terminal = openTerminal(tool, ['bash', '-c', `${shellLine(tool.command(command))} ${redirection}`])
  await terminal.ended
  return terminal.text()
}

export const MIXED: readonly Case[] = [
  {
    number: 65,
    title: 'a dump on stdin with a terminal on stdout: byte-exact, and the target still sees a terminal',
    async observe(tool) {
      const dump = fresh(tool, 'dump')
      const bytes = randomBytes(300_000)
      await writeFile(dump, bytes)
      const text = await redirected(tool, ['sh', '-c', 'test -t 1 && stty size <&1; sha256sum'], `< ${quote(dump)}`)
      return { size: /^30 100\r$/m.test(text), intact: text.includes(createHash('sha256').update(bytes).digest('hex')) }
    },
    expected: { size: true, intact: true },
  },
  {
    number: 66,
    title: 'stdout to a file with the terminal on stderr, and the reverse',
    async observe(tool) {
      const [out, err] = [fresh(tool, 'out'), fresh(tool, 'err')]
      const show = ['sh', '-c', 'test -t 1; echo "out $?"; test -t 2; echo "err $?" >&2']
      const onError = await redirected(tool, show, `> ${quote(out)}`)
      const onOutput = await redirected(tool, show, `2> ${quote(err)}`)
      return [onError, readFileSync(out, 'utf8'), onOutput, readFileSync(err, 'utf8')]
    },
    expected: ['err 0\r\n', 'out 1\n', 'out 0\r\n', 'err 1\n'],
  },
]
