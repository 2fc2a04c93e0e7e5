/** The package brings no types; this is the part of it that the tests use. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  export class Provider {
    constructor(issuer: string, configuration: Configuration)
    callback(): RequestListener
  }

  interface Configuration {
    findAccount(context: unknown, id: string): { accountId: string; claims(): Promise<object> }
    [option: string]: unknown
  }
}
