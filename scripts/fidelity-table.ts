/**
 * Writes docs/fidelity.md: the acceptance cases, run against sotto and against its peers. With numbers of cases as
 * arguments it runs those and leaves the other rows as they are.
 */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { CASES } from '../test/e2e/fidelity/cases/all.ts'
import { type Case, SAME, type Tool } from '../test/e2e/fidelity/harness/tool.ts'
import { direct, makeWorkspace, removeWorkspace, sotto } from '../test/e2e/fidelity/harness/workspace.ts'
import { endLeftovers, installPeers, NotApplicable, PEERS } from './fidelity-peers.ts'

const PATIENCE_S = 60
const PATIENCE_WHEN_SLOW_S = 600
const PAGE = join(import.meta.dirname, '../docs/fidelity.md')
const [BEGIN, END] = ['<!-- table: begin -->', '<!-- table: end -->']

// What a case leaves running may fail after it has been given up.
process.on('unhandledRejection', () => {})

const { folder, env } = await makeWorkspace()
const itself = direct(folder, env)
const tools = [
  await sotto(folder, env),
  ...(await installPeers(await mkdtemp(join(tmpdir(), 'sotto-peers-')))),
]
const asked = process.argv.slice(2).map(Number)
const rows = new Map<number, string>()
for (const one of CASES.filter(({ number }) => asked.length === 0 || asked.includes(number))) {
  const cells = []
  for (const tool of tools) cells.push(await outcome(one, tool))
  const row = `| ${[one.number, one.title.replaceAll('|', '\\|'), ...cells].join(' | ')} |`
  rows.set(one.number, row)
  console.log(row)
}
await writeFile(PAGE, withTable(await readFile(PAGE, 'utf8'), rows))
await Promise.all(tools.map(({ cwd }) => removeWorkspace(cwd)))
process.exit(0)

/** "pass", or in few words what was seen instead. */
async function outcome(one: Case, tool: Tool): Promise<string> {
  const reason = one.lacking?.()
  if (reason !== undefined) return `untested: ${reason}`
  const patience = one.slow ? PATIENCE_WHEN_SLOW_S : PATIENCE_S
  try {
    const expected =
      one.expected === SAME ? await one.observe({ ...itself, env: tool.env, cwd: tool.cwd }) : one.expected
    const seen = await Promise.race([
      one.observe(tool),
      setTimeout(patience * 1000, `no end within ${patience} s`, { ref: false }),
    ])
    return isDeepStrictEqual(seen, expected) ? 'pass' : `\`${inShort(seen, expected)}\``
  } catch (error) {
    return error instanceof NotApplicable ? 'no such flag' : `\`${firstLine(error)}\``
  } finally {
    endLeftovers(tool)
  }
}

/** Of an object only the members that differ. */
function inShort(seen: unknown, expected: unknown): string {
  if (typeof seen === 'string' && typeof expected === 'string' && seen.length > 80)
    return differingLines(seen, expected)
  const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isRecord(seen) || !isRecord(expected)) return tidy(JSON.stringify(seen))
  const wanted = expected as Record<string, unknown>
  const differing = Object.entries(seen as object).filter(
    ([name, value]) => !isDeepStrictEqual(value, wanted[name]),
  )
  return tidy(JSON.stringify(Object.fromEntries(differing)))
}

function differingLines(seen: string, expected: string): string {
  const wanted = expected.split('\n')
  const names = seen
    .split('\n')
    .filter((line) => !wanted.includes(line))
    .map((line) => line.split('=')[0])
  return tidy(`differs in ${names.join(', ')}`)
}

function firstLine(error: unknown): string {
  return tidy(String((error as Error).message).split('\n')[0] ?? '')
}

/** No path of this machine, and nothing that would end the cell. */
function tidy(text: string): string {
  const plain = text
    .replaceAll(tmpdir(), '')
    .replaceAll(/\/sotto-fidelity-\w+/g, '')
    .replaceAll(/[|`\n\r]/g, ' ')
    .replaceAll(process.execPath, 'node')
  return plain.length > 90 ? `${plain.slice(0, 90)}...` : plain
}

function withTable(page: string, fresh: ReadonlyMap<number, string>): string {
  const peers = PEERS.map(({ name, version }) => `${name} ${version}`)
  const made = `Node ${process.versions.node}, ${process.platform}, ${new Date().toISOString().slice(0, 10)}.`
  const head = ['#', 'case', 'sotto', ...peers]
  const kept = new Map([...page.matchAll(/^\| (\d+) \|.*$/gm)].map(([row, number]) => [Number(number), row]))
  const body = CASES.flatMap(({ number }) => fresh.get(number) ?? kept.get(number) ?? [])
  const table = [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...body]
  const [before] = page.split(BEGIN)
  const after = page.split(END)[1] ?? ''
  return `${before}${BEGIN}\n\n${made}\n\n${table.join('\n')}\n\n${END}${after}`
}
