import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { median } from './pairing/measure.ts'
import { circumstances, table } from './pairing/table.ts'
import { makeProject, SOTTO } from './start/project.ts'

/** Memory that only the waiting parent holds while the target runs. Linux. Usage: node bench/memory.ts [TIMES] */
const TIMES = Number(process.argv[2] ?? 5)
/** Long enough for the parent to have started the target and come to rest. */
const AT_REST_MS = 1500

const project = makeProject(20, 20)
const ways: [string, string[]][] = [
  [
    'bare spawn',
    ['-e', 'require("node:child_process").spawn("sleep", ["60"], { stdio: ["inherit", "pipe", "pipe"] })'],
  ],
  ['run, redacting', [SOTTO, 'run', '--', 'sleep', '60']],
  ['run --no-redact', [SOTTO, 'run', '--no-redact', '--', 'sleep', '60']],
]
const rows: string[][] = []
for (const [name, args] of ways) {
  const measured: Memory[] = []
  for (let time = 0; time < TIMES; time++) measured.push(await measure(args))
  rows.push([
    name,
    mebibytes(median(measured.map((memory) => memory.private))),
    mebibytes(median(measured.map((memory) => memory.resident))),
  ])
}
console.log(`${circumstances()}; medians of ${TIMES}\n`)
console.log(table(['waiting for the target', 'private MiB', 'resident MiB'], rows))
project.remove()

interface Memory {
  private: number
  resident: number
}

async function measure(args: readonly string[]): Promise<Memory> {
  const { folder: cwd, env } = project
  const parent = spawn(process.execPath, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  await setTimeout(AT_REST_MS)
  const text = readFileSync(`/proc/${parent.pid}/smaps_rollup`, 'utf8')
  const field = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? Number.NaN)
  process.kill(-(parent.pid ?? 0), 'SIGKILL')
  await once(parent, 'exit')
  return { private: field('Private_Clean') + field('Private_Dirty'), resident: field('Rss') }
}

function mebibytes(kilobytes: number): string {
  return (kilobytes / 1024).toFixed(1)
}
