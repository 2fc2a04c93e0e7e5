import { join } from 'node:path'
import { makeTree } from './lint/tree.ts'
import { compare } from './pairing/measure.ts'
import { circumstances, table } from './pairing/table.ts'

/** `lint` of a large repository beside `git grep` of one word on the same tree. Usage: node bench/lint.ts [PAIRS] */
const PAIRS = Number(process.argv[2] ?? 7)
const SOTTO = join(import.meta.dirname, '../bin/run.js')
const SIZES = [
  { secrets: 10, files: 10 },
  { secrets: 100, files: 1000 },
  { secrets: 1000, files: 10_000 },
]

const rows = SIZES.map(({ secrets, files }) => {
  const tree = makeTree(secrets, files)
  const lint = { name: 'sotto lint', command: process.execPath, args: [SOTTO, 'lint'], cwd: tree.folder }
  const grep = { name: 'git grep', command: 'git', args: ['grep', '-l', 'holiday'], cwd: tree.folder }
  const { subject, baseline, ratio } = compare(lint, grep, PAIRS)
  tree.remove()
  return [
    String(secrets),
    String(files),
    (tree.bytes / 1024 / 1024).toFixed(1),
    subject.toFixed(0),
    baseline.toFixed(0),
    ratio.toFixed(1),
    `${((subject / files) * 1000).toFixed(0)} µs`,
  ]
})
console.log(`${circumstances()}; medians of ${PAIRS} pairs\n`)
console.log(table(['secrets', 'files', 'MiB', 'lint ms', 'git grep ms', 'ratio', 'lint a file'], rows))
