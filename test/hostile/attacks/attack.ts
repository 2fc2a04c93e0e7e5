/** A schema that must be refused, and how. */
export interface Attack {
  /** File name in the corpus, without `.json`. */
  id: string
  /** The file's text, or the pieces that a test makes it of where it is too large to commit. */
  text: string | Recipe
  /** Exit status of `run`, and the rule or lock that its message names. */
  exit: 65 | 78 | 80 | 82
  rule: string
}

/** Pieces, each so many times. */
export type Recipe = readonly { piece: string; times: number }[]

/** A schema's members by name, as an attack changes them. */
export type Members = Record<string, unknown>

export const TEAM = {
  type: 'aws-secrets-manager',
  region: 'eu-west-1',
  devScope: { account: '111122223333', path: ['shop/dev/'] },
}

export const SECRET = {
  purpose: 'Reads and writes orders in the shop database',
  owner: 'team-orders',
  locations: { dev: 'team:shop/dev/database#url' },
}

/** An ordinary schema with `members` in place of its own. */
export function schema(members: Members = {}): Members {
  return {
    version: 1,
    project: 'shop',
    environments: {
      dev: { class: 'development', default: true },
      production: { class: 'production', breakGlass: { procedure: 'docs/break-glass.md' } },
    },
    stores: { team: TEAM },
    secrets: { DATABASE_URL: SECRET },
    ...members,
  }
}

/** One attack of which `members` are the whole difference to an ordinary schema. */
export function attack(id: string, rule: string, members: Members, exit: Attack['exit'] = 65): Attack {
  return { id, text: `${JSON.stringify(schema(members), null, 2)}\n`, exit, rule }
}

/** One attack through the one secret's declaration. */
export function secretAttack(id: string, rule: string, members: Members, exit: Attack['exit'] = 65): Attack {
  return attack(id, rule, { secrets: { DATABASE_URL: { ...SECRET, ...members } } }, exit)
}

/** One attack through the one secret's location in development. */
export function locationAttack(
  id: string,
  rule: string,
  location: unknown,
  exit: Attack['exit'] = 65,
): Attack {
  return secretAttack(id, rule, { locations: { dev: location } }, exit)
}

/** One attack through the one store's block. */
export function storeAttack(id: string, rule: string, block: Members, exit: Attack['exit'] = 65): Attack {
  return attack(id, rule, { stores: { team: { ...TEAM, ...block } } }, exit)
}

/** One attack through a part of the file's text that JSON.stringify would not write. */
export function textAttack(id: string, rule: string, from: string, to: string): Attack {
  const text = `${JSON.stringify(schema(), null, 2)}\n`
  if (!text.includes(from)) throw new Error(`${id}: nothing to replace`)
  return { id, text: text.replace(from, () => to), exit: 65, rule }
}
