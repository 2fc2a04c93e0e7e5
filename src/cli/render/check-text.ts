import type { CheckedSecret, CheckReport } from '../../services/check/report.ts'
import { isReady, stopsRun } from '../../services/check/report.ts'
import type { Context } from '../../services/context.ts'
import { paint } from './paint.ts'
import { plainText } from './plain-text.ts'
import { wrap } from './wrap.ts'

/** The report for people: what is not ready first, each with its next step. No meaning stands in colour alone. */
export function renderCheck(report: CheckReport, { stdout, invocation }: Context, environment = ''): string {
  const { secrets } = report
  const waiting = secrets.filter(stopsRun)
  const optional = secrets.filter((secret) => !isReady(secret.state) && !stopsRun(secret))
  const ready = secrets.filter(({ state }) => isReady(state))
  const look = { width: Math.min(stdout.columns, 100), colour: stdout.colour, invocation, environment }
  return [
    `${report.project} in ${report.environment}: ${ready.length} of ${secrets.length} secrets ready`,
    ...waiting.map((secret) => renderWaiting(secret, look)),
    ...optional.map((secret) => renderWaiting(secret, look)),
    ...(ready.length > 0 ? [ready.map((secret) => renderReady(secret, look)).join('\n')] : []),
    ...(report.notRedacted.length > 0 ? [wrap(notRedacted(report.notRedacted), look.width)] : []),
    verdict(report, waiting.length, look),
  ].join('\n\n')
}

interface Look {
  /** In columns. */
  width: number
  colour: boolean
  invocation: string
  /** As `--env` named it; empty for the default one. */
  environment: string
}

function renderWaiting(secret: CheckedSecret, look: Look): string {
  const mark = stopsRun(secret) ? paint('red', '✗', look.colour) : paint('yellow', '○', look.colour)
  const state = secret.required ? secret.state : `${secret.state}, optional`
  const rows: [string, string | undefined][] = [
    ['why', secret.reason],
    ['for', secret.purpose],
    ['owner', secret.owner],
    ['where', secret.location],
    ['access', secret.access === secret.next ? undefined : secret.access],
    ['next', secret.next],
  ]
  const lines = rows.flatMap(([label, text]) =>
    text === undefined ? [] : wrap(plainText(text), look.width, `    ${label.padEnd(7)}`, ' '.repeat(11)),
  )
  return [`${mark} ${secret.name}  ${paint('bold', state, look.colour)}`, ...lines].join('\n')
}

function renderReady({ name, state, location }: CheckedSecret, { colour }: Look): string {
  const where = state === 'generatable' ? 'generated at the first run' : plainText(location ?? '')
  return `${paint('green', '✓', colour)} ${name}  ${state}  ${paint('dim', where, colour)}`
}

function notRedacted(names: readonly string[]): string {
  return `Too short or too common to be redacted in the output of a run: ${names.join(', ')}.`
}

function verdict({ ready }: CheckReport, waiting: number, { invocation, environment }: Look): string {
  return ready
    ? `Ready: ${invocation} run ${environment && `--env ${environment} `}-- COMMAND`
    : `Not ready: ${waiting === 1 ? 'one secret stops' : `${waiting} secrets stop`} a run.`
}
