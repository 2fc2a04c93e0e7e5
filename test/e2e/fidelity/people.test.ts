import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fresh } from './harness/fresh.ts'
import { eventually, isGone, statusField, textOf } from './harness/observe.ts'
import { finish, start } from './harness/running.ts'
import { openTerminal, quote, shellLine } from './harness/terminal.ts'
import { atTerminal } from './harness/tmux.ts'
import type { Tool } from './harness/tool.ts'
import { makeWorkspace, removeWorkspace, sotto } from './harness/workspace.ts'

let tool: Tool
beforeAll(async () => {
  const { folder, env } = await makeWorkspace()
  tool = await sotto(folder, env)
})
afterAll(() => removeWorkspace(tool.cwd))

test('a dev server in watch mode is stopped by one ^C, and nothing is left', async () => {
  const server = `${fresh(tool, 'server')}.mjs`
  await writeFile(
    server,
    `import { createServer } from 'node:http'
    createServer().listen(0, '127.0.0.1', () => console.log(\`serving \${process.pid} \${process.ppid}\`))`,
  )
  const terminal = openTerminal(tool, tool.command([process.execPath, '--watch', server]))
  const [, serving, watching] = (await terminal.saw(/serving (\d+) (\d+)/)).map(Number)
  terminal.type('\x03')
  await terminal.ended
  await eventually('both are gone', () => isGone(serving as number) && isGone(watching as number))
})

test('a shell inside keeps its own job control', () =>
  atTerminal(tool, async (tmux) => {
    await tmux.run(shellLine(tool.command(['env', 'PS1=inside> ', 'bash', '--norc', '--noprofile', '-i'])))
    await tmux.sees(/^inside>$/m)
    await tmux.run(`sh -c 'echo on; read word; echo got $word; read word'`)
    await tmux.sees(/^on$/m)
    await tmux.press('C-z')
    await tmux.sees(/Stopped +sh -c/)
    await tmux.run('fg')
    // What is typed sooner the shell's line editor may still take in, with an Enter that ends no line.
    await tmux.sees(/^sh -c/m)
    await tmux.press('x', 'Enter')
    await tmux.sees(/^got x$/m)
    await tmux.press('C-c')
    await tmux.sees(/^inside>$/m)
    await tmux.run('exit 9')
    await tmux.sees(/^P>$/m)
    await tmux.run('echo status $?')
    await tmux.sees(/^status 9/m)
  }))

test("python's prompt edits its line, and is stopped and continued", () =>
  atTerminal(tool, async (tmux) => {
    await tmux.run(shellLine(tool.command(['/usr/bin/python3', '-q'])))
    await tmux.sees(/^>>>$/m)
    await tmux.press('6 * 8', 'BSpace', '7', 'Enter')
    await tmux.sees(/^42\n>>>$/m)
    await tmux.press('C-z')
    await tmux.sees(/Stopped/)
    await tmux.run('fg')
    await tmux.press('Up', 'Enter')
    await tmux.sees(/^42\n>>>$/m)
    await tmux.press('C-c')
    await tmux.sees(/^KeyboardInterrupt\n>>>$/m)
    await tmux.press('C-d')
    await tmux.sees(/^P>$/m)
  }))

test('less that reads from a pipe takes its keys, and is stopped and continued', () =>
  atTerminal(tool, async (tmux) => {
    await tmux.run(shellLine(tool.command(['sh', '-c', 'seq 999 | less'])))
    await tmux.sees(/^29\n:$/m)
    await tmux.press('C-z')
    await tmux.sees(/Stopped/)
    await tmux.run('fg')
    await tmux.sees(/^29\n:$/m)
    await tmux.press('G')
    await tmux.sees(/^999\n\(END\)$/m)
    await tmux.press('q')
    await tmux.sees(/^P>$/m)
  }))

test('what is printed at a terminal is redacted', async () => {
  const terminal = openTerminal(tool, tool.command(['sh', '-c', `echo "<$${tool.secret}>" | tee /dev/tty`]))
  await terminal.ended
  expect(terminal.text()).toMatch(/<\[[^\]]*redacted[^\]]*\]>/)
  expect(terminal.text()).not.toMatch(/[0-9a-f]{64}/)
})

test('with a terminal of its own, or with pipes, the command gets the descriptors of its caller and none of ours', async () => {
  const list = ['sh', '-c', 'ls /proc/$$/fd']
  const seen = async (line: readonly string[]) => {
    const terminal = openTerminal(tool, line)
    await terminal.ended
    return terminal.text().trim().split(/\s+/).sort()
  }
  expect(await seen(tool.command(list))).toEqual(await seen(list))
  const piped = (line: readonly string[]) => ['bash', '-c', `${shellLine(line)} 2>&1 | cat`]
  expect(await seen(piped(tool.command(list)))).toEqual(await seen(piped(list)))
})

test('at a terminal that is not our controlling one, keys reach the command too', async () => {
  const terminal = openTerminal(tool, [
    'setsid',
    '--wait',
    ...tool.command(['sh', '-c', 'echo ready; read line; echo "<$line>"']),
  ])
  await terminal.saw(/ready/)
  terminal.type('typed\r')
  await terminal.saw(/<typed>/)
  expect((await terminal.ended).code).toBe(0)
})

test('nothing that was printed is lost when the command ends right after', async () => {
  for (const redirection of ['', '< /dev/null']) {
    const terminal = openTerminal(tool, [
      'bash',
      '-c',
      `${shellLine(tool.command(['seq', '100000']))} ${redirection}`,
    ])
    await terminal.ended
    const wanted = Array.from({ length: 100_000 }, (_, index) => `${index + 1}\r\n`).join('')
    expect(terminal.text() === wanted).toBe(true)
  }
})

test('a large paste reaches the command whole', async () => {
  const lines = Array.from({ length: 2000 }, (_, index) => `line ${index} ${'x'.repeat(40)}`)
  const script = `stty -echo; echo ready; head -n ${lines.length} | sha256sum`
  const terminal = openTerminal(tool, tool.command(['sh', '-c', script]))
  await terminal.saw(/ready/)
  terminal.type(lines.map((line) => `${line}\r`).join(''))
  const sum = createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex')
  await terminal.saw(new RegExp(sum))
})

test('killed ourselves, we leave no helper behind', async () => {
  const terminal = openTerminal(tool, tool.command(['sh', '-c', 'echo ready $$; exec sleep 300']))
  const target = Number((await terminal.saw(/ready (\d+)/))[1])
  const session = statusField(target, 'NSsid')
  const helpers = await eventually('both helpers stand by', () => {
    const members = processesIn(session).filter((pid) => pid !== target)
    return members.length === 2 && members
  })
  process.kill(terminal.pty.pid, 'SIGKILL')
  await eventually('all are gone', () => [target, ...helpers].every(isGone))
})

test('our own core files are switched off, and the limits of the command stay', async () => {
  const inside = {
    ...tool,
    command: (command: readonly string[]) => [
      'bash',
      '-c',
      'ulimit -c unlimited; exec "$@"',
      'bash',
      ...tool.command(command),
    ],
  }
  const running = start(inside, ['sh', '-c', 'echo limit $(ulimit -c); read line'])
  await running.saw(/limit unlimited/)
  await eventually('ours is 1', () =>
    /^Max core file size +1 /m.test(textOf(`/proc/${running.pid}/limits`) ?? ''),
  )
  running.child.stdin?.end('\n')
  expect(await running.ended).toEqual({ code: 0 })
})

test('the command has the limit of open files that our caller has, however it is started', async () => {
  const inside = {
    ...tool,
    command: (command: readonly string[], flags?: readonly string[]) => [
      'sh',
      '-c',
      'ulimit -Sn 300; "$@"; exit $?',
      'sh',
      ...tool.command(command, flags),
    ],
  }
  const limit = ['sh', '-c', 'ulimit -Sn']
  const script = fresh(tool, 'no-interpreter')
  await writeFile(script, 'ulimit -Sn', { mode: 0o755 })
  for (const [command, flags] of [
    [limit],
    [[script]],
    [limit, ['--no-redact']],
    [limit, ['--die-with-parent']],
  ] as const) {
    const { stdout, end } = await finish(inside, command, { ...(flags && { flags }) })
    expect([String(stdout), end]).toEqual(['300\n', { code: 0 }])
  }
  const { stderr, end } = await finish(inside, ['no-such-command'])
  expect([stderr, end]).toEqual([
    expect.stringContaining('no-such-command: command not found'),
    { code: 127 },
  ])
})

test('a grandchild that goes on writing does not keep us', async () => {
  const running = start(tool, ['sh', '-c', 'yes & echo $! >&2; exit 3'], { input: '' })
  expect(await running.ended).toEqual({ code: 3 })
  const grandchild = Number(running.stderr())
  await eventually('it gets SIGPIPE', () => isGone(grandchild))
})

test('a job that the shell puts in the background goes on printing', () =>
  atTerminal(tool, async (tmux) => {
    const go = fresh(tool, 'go')
    const script = `while ! test -e ${quote(go)}; do sleep 0.05; done; echo printed`
    await tmux.run(`${shellLine(tool.command(['sh', '-c', script]))} &`)
    await tmux.run(`touch ${quote(go)}`)
    await tmux.sees(/^(P> )*printed/m)
  }))

function processesIn(session: string | undefined): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && statusField(pid, 'NSsid') === session && !isGone(pid))
}
