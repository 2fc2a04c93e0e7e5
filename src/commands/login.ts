import { string } from '@oclif/core/args'
import { BaseCommand } from '../cli/base-command.ts'
import { identityView, renderSignedIn } from '../cli/render/identity.ts'
import { signInToStores } from '../services/sign-in.ts'

export class Login extends BaseCommand {
  static override summary = 'Signs you in to the stores of this repository, as yourself'
  static override description =
    'Opens the browser, or asks for a name and password, as the store declares. Stores that another program signs in to are named with the command to type.'
  static override examples = ['<%= config.bin %> login', '<%= config.bin %> login team']
  static override enableJsonFlag = true
  static override args = {
    store: string({
      name: 'STORE',
      description: 'store to sign in to, again if need be; all by default',
      ignoreStdin: true,
    }),
  }

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Login)
    const stores = await signInToStores({ schema: flags.schema, store: args.store }, this.context)
    this.log(renderSignedIn(stores, this.context))
    return {
      stores: stores.map(({ store, identity, already }) => ({ store, already, ...identityView(identity) })),
    }
  }
}
