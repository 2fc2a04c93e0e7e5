import type { Context } from '../../services/context.ts'
import type { ExplainedEnvironment, Explanation } from '../../services/explain-secret.ts'
import { paint } from './paint.ts'
import { plainText } from './plain-text.ts'
import { wrap } from './wrap.ts'

/** One secret, for people. */
export function renderExplanation(secret: Explanation, { stdout, invocation }: Context): string {
  const width = Math.min(stdout.columns, 100)
  const rows: readonly [string, string | undefined][] = [
    ['purpose', secret.purpose ?? 'not written down'],
    ['owner', secret.owner ?? 'not written down'],
    ['kind', secret.kind],
    ['format', secret.format],
    ['access', secret.access],
    ['rotation', describeRotation(secret)],
    ['value', secret.generated ? 'generated at the first run' : undefined],
    ['deprecated', secret.deprecated && describeDeprecation(secret.deprecated)],
  ]
  return [
    paint('bold', secret.name, stdout.colour),
    rows.flatMap(([label, text]) => (text === undefined ? [] : row(label, text, width))).join('\n'),
    ...secret.environments.map((environment) => renderEnvironment(environment, width)),
    wrap(`What you have of it: ${invocation} check`, width),
  ].join('\n\n')
}

function renderEnvironment(place: ExplainedEnvironment, width: number): string {
  return [
    `in ${place.environment}${place.required ? '' : ' (optional)'}`,
    row('where', place.location ?? 'nowhere yet', width),
    ...(place.store === undefined ? [] : [row('store', place.store, width)]),
    row('scope', place.refusal === undefined ? 'development' : `refused: ${place.refusal}`, width),
  ].join('\n')
}

function row(label: string, text: string, width: number): string {
  return wrap(plainText(text), width, `  ${label.padEnd(12)}`, ' '.repeat(14))
}

function describeRotation({ rotation }: Explanation): string | undefined {
  const { every, procedure } = rotation ?? {}
  return [every && `every ${every}`, procedure].filter(Boolean).join(': ') || undefined
}

function describeDeprecation({ since, removeBy, instead }: NonNullable<Explanation['deprecated']>): string {
  return (
    [since && `since ${since}`, removeBy && `gone by ${removeBy}`, instead && `use ${instead}`]
      .filter(Boolean)
      .join(', ') || 'yes'
  )
}
