import type { Context } from '../../services/context.ts'
import type { ImportReport } from '../../services/import/import-file.ts'
import { paint } from './paint.ts'
import { plainText } from './plain-text.ts'
import { asTyped } from './suggestion.ts'

/** What became of a dotenv file, for people: names and reasons, never a value. */
export function renderImport(report: ImportReport, file: string, { stdout, invocation }: Context): string {
  const { imported, left, unnamed, deletion, environment } = report
  const lines = [
    ...imported.map(
      ({ name, store, wasThere }) => `✓ ${name}  ${wasThere ? 'was already in' : 'is now in'} ${store}`,
    ),
    ...left.map(({ name, reason }) => `- ${name}  stays: ${asTyped(reason, invocation)}`),
    ...(unnamed > 0 ? [`- ${count(unnamed, 'line')} stay: no secret can have such a name`] : []),
  ]
  const heading = `${file} into ${environment}: ${imported.length} of ${imported.length + left.length + unnamed} imported`
  const next = `Next: ${invocation} check`
  const text = plainText([...lines, ...describeDeletion(deletion, report, file), next].join('\n'))
  return `${paint('bold', plainText(heading), stdout.colour)}\n${text}`
}

function describeDeletion(
  deletion: ImportReport['deletion'],
  { imported }: ImportReport,
  file: string,
): string[] {
  if (deletion === undefined) {
    return imported.length > 0 ? [`The values still stand in ${file}; --delete takes their lines out.`] : []
  }
  const { removed, isFileGone } = deletion
  const kept = imported.filter(({ name }) => !removed.includes(name)).map(({ name }) => name)
  return [
    isFileGone
      ? `${file} held nothing else and is gone.`
      : `Taken out of ${file}: ${count(removed.length, 'entry', 'entries')}.`,
    ...(kept.length > 0 ? [`Not told apart from the rest, and left in ${file}: ${kept.join(', ')}.`] : []),
  ]
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
