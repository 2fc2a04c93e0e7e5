import type { Context } from '../../services/context.ts'
import type { InitReport } from '../../services/init/init-schema.ts'
import { plainText } from './plain-text.ts'
import { wrap } from './wrap.ts'

/** What was found and what to type next; `schema` is the path that was named. */
export function renderInit(report: InitReport, { stdout, invocation }: Context, schema?: string): string {
  const width = Math.min(stdout.columns, 100)
  const { secrets, configuration, dotenvFiles } = report
  const longest = Math.max(0, ...secrets.map(({ name }) => name.length))
  const found = secrets.map(({ name, file }) => `  ${name.padEnd(longest)}  ${plainText(file)}`)
  const left = `Left out as ordinary configuration: ${configuration.join(', ')}.`
  const named = schema === undefined ? '' : ` --schema ${plainText(schema)}`
  const steps = [...dotenvFiles.map((file) => `import ${plainText(file)}`), 'check', 'lint'].map(
    (step) => `${invocation} ${step}${named}`,
  )
  return [
    `${report.file} was written, without any value.`,
    secrets.length > 0 ? [`Secrets found, and where first:`, ...found].join('\n') : 'No secret was found.',
    ...(configuration.length > 0 ? [wrap(left, width)] : []),
    'Say in it what each secret is for and whose it is, where it says TODO. Then:',
    steps.map((step) => `  ${step}`).join('\n'),
  ].join('\n\n')
}
