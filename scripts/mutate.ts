import { spawn } from 'node:child_process'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Mutation, mutationsOf } from './mutations.ts'
import { watMutationsOf } from './wat-mutations.ts'

const HELP = `node scripts/mutate.ts [--jobs N] [--sample N] [--seed N] [--timeout SECONDS] PATH... -- COMMAND...

Puts one small fault at a time into the .ts and .wat files under each PATH, in copies of the repository, and runs
COMMAND there. A fault is killed when the command fails or takes too long; survivors are printed: each is
a test that is missing, or a fault that changes nothing. --sample tries that many of them, spread evenly,
others with another --seed.`

/** What of the repository a copy does not need. */
const LEFT_OUT = new Set(['.git', 'node_modules', 'coverage'])

interface Fault extends Mutation {
  file: string
  code: string
}

const { values, positionals, tokens } = parseArgs({
  allowPositionals: true,
  tokens: true,
  options: {
    jobs: { type: 'string', default: '1' },
    sample: { type: 'string' },
    seed: { type: 'string', default: '0' },
    timeout: { type: 'string', default: '60' },
    help: { type: 'boolean' },
  },
})
const terminator = tokens.find(({ kind }) => kind === 'option-terminator')?.index ?? Infinity
const paths = positionals.filter(
  (_, index) => tokens.filter(({ kind }) => kind === 'positional')[index]!.index < terminator,
)
const command = positionals.slice(paths.length)

if (values.help || paths.length === 0 || command.length === 0) console.log(HELP)
else
  process.exitCode = (await mutate(sampled(paths.flatMap(faultsIn), Number(values.sample ?? Infinity))))
    ? 0
    : 1

async function mutate(faults: readonly Fault[]): Promise<boolean> {
  const waiting = [...faults]
  const survivors: Fault[] = []
  await Promise.all(
    Array.from({ length: Number(values.jobs) }, async () => {
      const copy = copyOfRepository()
      try {
        if (!(await passes(copy))) throw new Error('The command fails before anything is changed.')
        for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
          const original = readFileSync(join(copy, fault.file))
          const { code, start, end, replacement } = fault
          writeFileSync(join(copy, fault.file), code.slice(0, start) + replacement + code.slice(end))
          if (await passes(copy)) {
            survivors.push(fault)
            console.log(describe(fault))
          }
          writeFileSync(join(copy, fault.file), original)
        }
      } finally {
        rmSync(copy, { recursive: true, force: true })
      }
    }),
  )
  const killed = faults.length - survivors.length
  console.log(`\n${killed} of ${faults.length} killed, ${((100 * killed) / faults.length).toFixed(1)} %`)
  return survivors.length === 0
}

function faultsIn(path: string): Fault[] {
  const files = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))
    : [path]
  return files
    .filter((file) => /(?<!\.d)\.ts$|\.wat$/.test(file))
    .toSorted()
    .flatMap((file) => {
      const faultsOf = file.endsWith('.wat') ? watMutationsOf : mutationsOf
      const { code, mutations } = faultsOf(readFileSync(file, 'utf8'))
      return mutations.map((mutation) => ({ ...mutation, file, code }))
    })
}

function sampled<T>(all: readonly T[], wanted: number): readonly T[] {
  if (all.length <= wanted) return all
  // Multiples of the golden ratio never fall on the same place twice.
  const offset = (Number(values.seed) * 0.618034) % 1
  return Array.from(
    { length: wanted },
    (_, index) => all[Math.floor(((index + offset) * all.length) / wanted)]!,
  )
}

function copyOfRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'mutate-'))
  cpSync('.', copy, { recursive: true, filter: (source) => !LEFT_OUT.has(source) })
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
  return copy
}

function passes(cwd: string): Promise<boolean> {
  const bin = `${resolve('node_modules/.bin')}:${process.env.PATH}`
  const child = spawn(command[0]!, command.slice(1), {
    cwd,
    env: { ...process.env, PATH: bin },
    stdio: 'ignore',
    detached: true,
  })
  const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), Number(values.timeout) * 1000)
  return new Promise((done) => {
    child.on('close', (code) => {
      clearTimeout(timer)
      done(code === 0)
    })
  })
}

function describe({ file, code, start, end, replacement }: Fault): string {
  const before = code.slice(0, start).split('\n')
  const line = code.split('\n')[before.length - 1]!.trim()
  return `survived ${file}:${before.length}  ${code.slice(start, end).trim()} -> ${replacement || 'nothing'}  in  ${line}`
}
