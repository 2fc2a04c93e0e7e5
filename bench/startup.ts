import { join } from 'node:path'
import { inheritedDescriptors } from '../src/inject/inherited-descriptors.ts'
import { compare, type Subject } from './pairing/measure.ts'
import { circumstances, table } from './pairing/table.ts'
import { installPeers, PEERS } from './start/peers.ts'
import { makeProject, type Project, SOTTO } from './start/project.ts'

/** How much longer a start takes because of sotto. Usage: node bench/startup.ts [PAIRS] */
const PAIRS = Number(process.argv[2] ?? 21)

const inherited = inheritedDescriptors()
if (inherited.length > 0) {
  const closed = inherited.map((fd) => `${fd}<&-`).join(' ')
  console.log(
    `Nothing can take sotto's place while more than three descriptors are open: bash -c 'exec ${closed} npm run bench:startup'\n`,
  )
}

const project = makeProject(20, 20)
const large = makeProject(1000, 20)
const peers = installPeers(project)
const nothing: Subject = { name: 'node -e 0', command: process.execPath, args: ['-e', '0'], env: project.env }
const crypto: Subject = {
  ...nothing,
  name: 'node that loads node:crypto',
  args: ['-e', `require('node:crypto')`],
}
const spawned: Subject = {
  name: 'bare spawn with two pipes',
  command: process.execPath,
  args: [join(import.meta.dirname, 'start/two-pipes.cjs')],
  env: project.env,
}
const run = sotto('run, 20 secrets, both streams redacted', project, ['run', '--', 'true'])
const only = Array.from({ length: 20 }, (_, index) => `SECRET_${index}`).join(',')

const rows: [Subject, Subject][] = [
  [run, nothing],
  [{ ...run, name: 'the same, no cache', env: { ...project.env, SOTTO_CODE_CACHE: '0' } }, nothing],
  [run, spawned],
  ...peers.subjects.map((peer): [Subject, Subject] => [run, peer]),
  [sotto('run --no-redact', project, ['run', '--no-redact', '--', 'true']), nothing],
  [sotto('run, 20 of 1,000 secrets', large, ['run', '--only', only, '--', 'true']), run],
  [sotto('--version', project, ['--version']), nothing],
  [sotto('--help', project, ['--help']), nothing],
  [spawned, nothing],
  [crypto, nothing],
  ...peers.subjects.map((peer): [Subject, Subject] => [peer, nothing]),
]

console.log(
  `${circumstances(Object.entries(PEERS).map(([name, version]) => `${name} ${version}`))}; ${PAIRS} pairs\n`,
)
console.log(
  table(
    ['measured', 'beside', 'ms', 'ms beside', 'ratio'],
    rows.map(([subject, baseline]) => {
      const { subject: own, baseline: other, ratio } = compare(subject, baseline, PAIRS)
      return [subject.name, baseline.name, own.toFixed(1), other.toFixed(1), ratio.toFixed(2)]
    }),
  ),
)
for (const made of [project, large, peers]) made.remove()

function sotto(name: string, { folder, env }: Project, args: readonly string[]): Subject {
  return { name, command: process.execPath, args: [SOTTO, ...args], cwd: folder, env }
}
