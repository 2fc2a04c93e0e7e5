import { boolean } from '@oclif/core/flags'
import { BaseCommand } from '../cli/base-command.ts'
import {
  type RepositoryTrust,
  revokeTrust,
  showTrust,
  trustRepository,
} from '../services/trust-repository.ts'

export class Trust extends BaseCommand {
  static override summary = 'Approves the stores that this repository names, after showing them in full'
  static override description = [
    "A schema says where your credentials are sent. Its shared stores are opened only after you have approved them for this repository; a change of a store or of an environment's class asks again.",
    'Where nobody can be asked, SOTTO_TRUST=<sha256> approves exactly what --print shows.',
  ].join('\n\n')
  static override examples = [
    '<%= config.bin %> trust',
    '<%= config.bin %> trust --print',
    '<%= config.bin %> trust --revoke',
  ]
  static override enableJsonFlag = true
  static override flags = {
    print: boolean({
      summary: 'show what there is to approve and whether it is approved',
      exclusive: ['revoke'],
    }),
    revoke: boolean({ summary: 'forget what was approved for this repository' }),
  }

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Trust)
    const act = flags.print ? showTrust : flags.revoke ? revokeTrust : trustRepository
    const trust = await act(this.context, flags.schema)
    if (flags.print) this.log(`${trust.description}\n${status(trust)}`)
    else this.log(flags.revoke ? 'Approvals of this repository are forgotten.' : said(trust))
    return view(trust)
  }
}

function said({ standing, claimedFrom }: RepositoryTrust): string {
  return standing.missing.length + claimedFrom.length > 0
    ? 'Approved for this repository.'
    : 'There is nothing to approve in this repository.'
}

function status({ standing: { missing }, claimedFrom }: RepositoryTrust): string {
  const open = [...missing, ...claimedFrom.map((root) => `the personal stores of ${root}`)]
  return open.length > 0 ? `not approved: ${open.join(', ')}` : 'approved: everything'
}

function view({ place, standing: { subject, missing }, claimedFrom }: RepositoryTrust) {
  const { environments, stores } = subject.document
  return { ...place, sha256: subject.hash, environments, stores, missing, claimedFrom }
}
