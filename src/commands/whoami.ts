import { string } from '@oclif/core/args'
import { BaseCommand } from '../cli/base-command.ts'
import { identityView, renderStandings } from '../cli/render/identity.ts'
import { nextAsTyped } from '../cli/render/suggestion.ts'
import { whoAmI } from '../services/who-am-i.ts'

export class Whoami extends BaseCommand {
  static override summary = 'Shows who every store says you are, and until when'
  static override examples = ['<%= config.bin %> whoami', '<%= config.bin %> whoami team --json']
  static override enableJsonFlag = true
  static override args = {
    store: string({ name: 'STORE', description: 'store to ask; all by default', ignoreStdin: true }),
  }

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Whoami)
    const request = { schema: flags.schema, store: args.store }
    const found = await whoAmI(request, this.context, !this.jsonEnabled())
    const standings = nextAsTyped(found, this.context.invocation)
    this.log(renderStandings(standings, this.context))
    return {
      stores: standings.map(({ identity, ...standing }) => ({
        ...standing,
        ...(identity && identityView(identity)),
      })),
    }
  }
}
