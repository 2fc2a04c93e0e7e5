import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { median, quantile } from './numbers.ts'
import { type Fixture, writeFixture } from './redaction-fixture.ts'
import { installPeers, type Peers } from './redaction-peers.ts'

const HELP = `node bench/redaction.ts [--size MB] [--pairs N] [--memory GB] [--secrets 1,20,..] [--no-peers]

Compares the relay with redaction to the same relay without, to cat and to two peers: the wall time of
whole processes on the same log, in interleaved pairs; each figure is the median of the pairs' ratios.`

const { values } = parseArgs({
  allowNegative: true,
  options: {
    size: { type: 'string', default: '200' },
    pairs: { type: 'string', default: '7' },
    memory: { type: 'string', default: '1' },
    secrets: { type: 'string', default: '1,20,200,2000' },
    peers: { type: 'boolean', default: true },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) console.log(HELP)
else await bench()

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'redaction-bench-'))
  try {
    const program = join(folder, 'relay.mjs')
    const entry = join(import.meta.dirname, 'redaction-relay.ts')
    await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile: program })
    const peers = values.peers ? installPeers(folder) : undefined
    // Some versions of Node read the certificates at every start, which would hide everything else.
    delete process.env.NODE_EXTRA_CA_CERTS
    console.log(
      '| secrets | relay without, s | redacted / without | the same, processor time | cat / without | redacted / varlock | redacted / dotenvx |',
    )
    console.log('|--:|--:|--:|--:|--:|--:|--:|')
    for (const count of values.secrets.split(',').map(Number)) {
      console.log(throughput(program, writeFixture(folder, count, Number(values.size)), peers))
    }
    const fixture = writeFixture(folder, 20, 1)
    console.log('\n| one line, there and back | median, ms | p99, ms |\n|---|--:|--:|')
    console.log(await latency('target alone', ['cat']))
    console.log(await latency('relay without redaction', [process.execPath, program, '-', 'cat']))
    console.log(await latency('relay with 20 secrets', [process.execPath, program, fixture.json, 'cat']))
    console.log(
      `\nPeak memory of the relay, ${values.memory} GB with 20 secrets: ${memory(program, fixture)} MB`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function throughput(program: string, fixture: Fixture, peers: Peers | undefined): string {
  const without = `'${process.execPath}' ${program} - cat ${fixture.log}`
  const redacted = `'${process.execPath}' ${program} ${fixture.json} cat ${fixture.log}`
  const own = pairs(redacted, without)
  const ratios = [
    wallRatio(own),
    median(own.map(([one, other]) => one.processor / other.processor)),
    wallRatio(pairs(`cat ${fixture.log}`, without)),
    peers && wallRatio(pairs(redacted, peers.varlock(fixture))),
    peers && wallRatio(pairs(redacted, peers.dotenvx(fixture))),
  ]
  const seconds = median(own.map(([, other]) => other.wall)).toFixed(2)
  return `| ${[fixture.count, seconds, ...ratios.map((ratio) => ratio?.toFixed(2) ?? '-')].join(' | ')} |`
}

interface Cost {
  /** Seconds from start to end, of everything. */
  wall: number
  /** Seconds of processor time, of the relay alone; `NaN` for other programs. */
  processor: number
}

/** Both commands in turns. */
function pairs(first: string, second: string): (readonly [Cost, Cost])[] {
  return Array.from({ length: Number(values.pairs) }, () => [cost(first), cost(second)] as const)
}

function wallRatio(costs: readonly (readonly [Cost, Cost])[]): number {
  return median(costs.map(([one, other]) => one.wall / other.wall))
}

/** What it costs to write `command`'s output into a pipe that is read. A command that fails has no cost. */
function cost(command: string): Cost {
  const start = performance.now()
  const script = `{ ${command} 2>&3 | cat >/dev/null; } 3>&1`
  const report = execFileSync('bash', ['-o', 'pipefail', '-c', script], { encoding: 'utf8' })
  const wall = (performance.now() - start) / 1000
  return { wall, processor: reportOf(report)?.processor ?? Number.NaN }
}

/** The last line that the relay wrote, if it was the relay. */
function reportOf(text: string): { maxRSS: number; processor: number } | undefined {
  const last = text.trim().split('\n').at(-1) ?? ''
  return last.startsWith('{"maxRSS"') ? JSON.parse(last) : undefined
}

async function latency(what: string, [command, ...args]: string[]): Promise<string> {
  const child = spawn(command!, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const times: number[] = []
  for (let turn = 0; turn < 600; turn++) {
    const start = performance.now()
    child.stdin.write(`GET /api/orders/${turn} 200 in 3 ms\n`)
    await once(child.stdout, 'data')
    if (turn >= 100) times.push(performance.now() - start)
  }
  child.stdin.end()
  await once(child, 'close')
  return `| ${what} | ${median(times).toFixed(3)} | ${quantile(times, 0.99).toFixed(3)} |`
}

/** Megabytes that the relay has at its peak; what it relays is printed again and again, and stands in no file. */
function memory(program: string, fixture: Fixture): string {
  const printed = `while cat ${fixture.log}; do :; done 2>/dev/null | head -c ${Number(values.memory) * 1e9}`
  const command = `'${process.execPath}' ${program} ${fixture.json} bash -c '${printed}' 2>&1 >/dev/null`
  const report = reportOf(execFileSync('bash', ['-c', command], { encoding: 'utf8' }))
  return ((report?.maxRSS ?? Number.NaN) / 1024).toFixed(0)
}
