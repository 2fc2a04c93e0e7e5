import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SecretSchema } from '../../src/schema/types.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings.ts'
import type { Prompter } from '../../src/stores/store.ts'
import { approve, type TrustContext } from '../../src/trust/approve.ts'

/** A home with a state folder, and repositories beside it. */
export interface Home {
  folder: string
  state: string
  /** A new empty repository. */
  repository(name?: string): Promise<string>
  /** What trust sees of this home's user. */
  context(options?: { prompt?: Prompter; env?: Record<string, string> }): TrustContext
  /** Names of the stores that trust lets open. */
  approved(
    root: string,
    parts?: Parts,
    options?: Parameters<Home['context']>[0],
    settings?: Partial<Settings>,
  ): Promise<string[]>
  /** Names of the files in which approvals are kept. */
  approvalFiles(): Promise<string[]>
  remove(): Promise<void>
}

export async function makeHome(): Promise<Home> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'trust-')))
  const state = join(folder, 'state', 'sotto')
  const home: Home = {
    folder,
    state,
    async repository(name = randomBytes(4).toString('hex')) {
      const root = join(folder, name)
      await mkdir(root)
      await writeFile(join(root, 'secrets.schema.json'), '{}')
      return root
    },
    context: ({ prompt, env = {} } = {}) => ({
      env,
      prompt,
      folders: { state },
      user: { uid: process.getuid?.() },
      now: () => new Date('2026-01-02T03:04:05Z'),
    }),
    async approved(root, parts, options, settings) {
      const all = { ...DEFAULT_SETTINGS, ...settings }
      const { approved } = await approve(schemaOf(root, parts), all, home.context(options))
      return [...approved.stores]
    },
    approvalFiles: () => readdir(join(state, 'approvals')).catch(() => []),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
  return home
}

/** A person who gives these answers, and what they were shown and asked. Questions beyond the answers throw. */
export function person(...answers: string[]): Prompter & { seen: string } {
  const prompter = {
    seen: '',
    show(text: string) {
      prompter.seen += text
    },
    async ask(question: string) {
      prompter.seen += question
      const answer = answers.shift()
      if (answer === undefined) throw new Error('asked once too often')
      return answer
    },
    askSecret: () => Promise.reject(new Error('never asked')),
  }
  return prompter
}

export interface Parts {
  /** Path of the schema inside the repository. */
  file?: string
  project?: string
  environments?: Record<string, { class: string }>
  stores?: Record<string, Record<string, unknown>>
}

export const TEAM = {
  type: 'aws-secrets-manager',
  region: 'eu-west-1',
  devScope: { account: '111122223333', path: ['shop/dev/'] },
}

/** A schema of nothing but what trust looks at, as reading would have made it. */
export function schemaOf(root: string, parts: Parts = {}): SecretSchema {
  const {
    project = 'shop',
    environments = { dev: { class: 'development' } },
    stores = { team: TEAM },
  } = parts
  return {
    root,
    file: join(root, parts.file ?? 'secrets.schema.json'),
    project,
    storeBlocks: stores,
    environments: new Map(Object.entries(environments).map(([name, value]) => [name, { name, ...value }])),
    stores: new Map(
      Object.entries(stores).map(([name, { type, devScope, productionOnly = false, ...options }]) => {
        const { path, tags, ...container } = (devScope ?? {}) as Record<string, unknown>
        return [
          name,
          {
            name,
            type,
            options,
            productionOnly,
            ...(devScope ? { devScope: { path, tags, container } } : {}),
          },
        ]
      }),
    ),
  } as unknown as SecretSchema
}
