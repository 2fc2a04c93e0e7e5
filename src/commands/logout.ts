import { string } from '@oclif/core/args'
import { BaseCommand } from '../cli/base-command.ts'
import { signOutOfStores } from '../services/sign-out.ts'

export class Logout extends BaseCommand {
  static override summary = 'Signs you out: revokes what login was given, and forgets it'
  static override examples = ['<%= config.bin %> logout', '<%= config.bin %> logout team']
  static override enableJsonFlag = true
  static override args = {
    store: string({ name: 'STORE', description: 'store to sign out of; all by default', ignoreStdin: true }),
  }

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Logout)
    const stores = await signOutOfStores({ schema: flags.schema, store: args.store }, this.context)
    this.log(
      stores.length === 0
        ? 'No store of this repository keeps a sign-in.'
        : `Signed out of ${stores.join(', ')}.`,
    )
    return { stores }
  }
}
