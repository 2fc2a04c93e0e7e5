import type { Repository } from './repository.ts'

/** A schema of secrets in one shared store called `team`, by name and location. */
export function sharedSchema(store: object, locations: Readonly<Record<string, string>>): object {
  return {
    version: 1,
    project: 'storefront',
    environments: { dev: { class: 'development', default: true } },
    stores: { team: store },
    secrets: Object.fromEntries(
      Object.entries(locations).map(([name, location]) => [name, { locations: { dev: `team:${location}` } }]),
    ),
  }
}

/** The variable that approves the repository's stores where nobody is there, as `trust --print` names it. */
export async function trustedBy(repository: Repository): Promise<{ SOTTO_TRUST: string }> {
  const { stdout, stderr } = await repository.sotto(['trust', '--print'])
  const [hash] = /[0-9a-f]{64}/.exec(stdout) ?? []
  if (hash === undefined) throw new Error(`no hash in: ${stdout}${stderr}`)
  return { SOTTO_TRUST: hash }
}
