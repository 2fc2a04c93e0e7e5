import type { Prompter } from '../stores/store.ts'
import type { TrustPlace } from './approvals.ts'
import { asciiLine, describeSubject, listDifferences } from './description.ts'
import type { Standing } from './standing.ts'

/** Shows everything that an approval would be of, and how it differs from what was approved before; asks for a yes. */
export async function askForApproval(
  prompt: Prompter,
  place: TrustPlace,
  { subject, previous }: Pick<Standing, 'subject' | 'previous'>,
): Promise<boolean> {
  prompt.show('This repository says where your credentials would be sent.\n\n')
  prompt.show(`${describeSubject(subject, place)}\n\n`)
  if (previous !== undefined) {
    prompt.show(`Changed since you approved it on ${previous.approvedAt.slice(0, 10)}:\n\n`)
    prompt.show(`${listDifferences(previous.document, subject.document).join('\n')}\n\n`)
  }
  return isYes(await prompt.ask('Approve these stores for this repository? [y/N] '))
}

/** Asks whether one more repository may use a project's personal stores. */
export async function askForBinding(
  prompt: Prompter,
  root: string,
  project: string,
  others: readonly string[],
): Promise<boolean> {
  prompt.show(`The personal stores of project ${project} belong to:\n\n`)
  prompt.show(`${others.map((other) => `  ${asciiLine(other)}`).join('\n')}\n\n`)
  return isYes(await prompt.ask(`Let ${asciiLine(root)} read and write them too? [y/N] `))
}

function isYes(answer: string): boolean {
  return /^y(es)?$/i.test(answer.trim())
}
