import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A git repository with a schema and code that reads its secrets, without an error in it. */
export interface Tree {
  folder: string
  /** Of all files but the schema. */
  bytes: number
  remove(): void
}

const WORDS = 'order basket invoice customer address parcel holiday price stock return voucher review'.split(
  ' ',
)
const ENDINGS = ['ts', 'ts', 'ts', 'tsx', 'js', 'py', 'go', 'md', 'json', 'yaml', 'css', 'sh']
/** Lines a file has at most; the mean of the sizes is about 4 KiB, as in a usual repository of code. */
const MOST_LINES = 180

/** Makes `files` files in folders of 100, the same at every call. */
export function makeTree(secrets: number, files: number): Tree {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-bench-lint-'))
  const names = Array.from({ length: secrets }, (_, index) => `SHOP_SERVICE_${index}_TOKEN`)
  writeFileSync(join(folder, 'secrets.schema.json'), JSON.stringify(describe(names), null, 2))
  writeFileSync(join(folder, '.gitignore'), '.env*\n')
  let bytes = 0
  for (let index = 0; index < files; index++) {
    const ending = ENDINGS[index % ENDINGS.length]!
    const path = join(folder, `packages/p${Math.floor(index / 100)}/src/module-${index}.${ending}`)
    const text = write(index, ending, names)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    bytes += text.length
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' })
  git('init', '-q')
  git('add', '-A')
  return { folder, bytes, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function write(index: number, ending: string, names: readonly string[]): string {
  const lines = Array.from({ length: 1 + ((index * 37) % MOST_LINES) }, (_, line) => {
    const word = (step: number) => WORDS[(index * 7 + line * step) % WORDS.length]
    return `  const ${word(3)}${line} = ${word(5)}.${word(11)}(${word(1)}, '${word(2)} of ${word(9)}') // ${word(4)}`
  })
  const name = names[index % names.length]
  if (/^(ts|tsx|js)$/.test(ending)) lines.push(`export const token = process.env.${name}`)
  if (ending === 'py') lines.push(`token = os.environ["${name}"]`)
  return `${lines.join('\n')}\n`
}

function describe(names: readonly string[]): object {
  return {
    version: 1,
    project: 'shop',
    environments: { dev: { class: 'development', default: true } },
    stores: {
      team: { type: 'aws-secrets-manager', region: 'eu-west-1', devScope: { path: ['shop/dev/'] } },
    },
    secrets: Object.fromEntries(
      names.map((name) => [
        name,
        {
          purpose: 'Lets the shop call one of its services',
          owner: 'team-orders',
          kind: 'long-lived',
          locations: { dev: `team:shop/dev/{developer}/${name.toLowerCase()}` },
          access: 'Ask in the channel of the team',
          rotation: { every: '90d', procedure: 'https://wiki.example.com/rotate' },
        },
      ]),
    ),
  }
}
