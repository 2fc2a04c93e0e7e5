import { runBin } from '../support/run-bin.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { CANARIES } from './canaries.ts'

/** A line with a credential at column 16. */
export const LEAK = `const token = '${CANARIES.github}'\n`

/** Runs `sotto lint --format json` in `cwd` and gives places, `file:line:column rule`. */
export async function lint(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = await runBin(['lint', '--format', 'json', ...args], {
    home: temporaryFolder(),
    cwd,
  })
  const report = stdout === '' ? undefined : JSON.parse(stdout)
  type Place = { file: string; line: number; column: number; rule: string }
  const places = report?.findings.map(
    ({ file, line, column, rule }: Place) => `${file}:${line}:${column} ${rule}`,
  )
  return { status, stderr, report, places }
}
