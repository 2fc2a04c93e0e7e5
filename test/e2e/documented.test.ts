import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sourceCommands } from '../../build/source-commands.ts'
import { layRepository, personalSchema } from '../support/repository.ts'
import { BIN, ROOT } from '../support/run-bin.ts'

/** Statuses that mean that what is documented is not so: usage, schema, no schema, a bug. */
const WRONG = [64, 65, 66, 70]

/** Pages whose shell blocks are for users. */
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && path !== 'architecture.md')
    .map((path) => join('docs', path)),
]

describe('every example of --help runs', async () => {
  const commands = await (await sourceCommands()).describe()
  const examples = Object.values(commands).flatMap(({ examples = [] }) =>
    examples.map((example) => sottoPart(String(example).replaceAll('<%= config.bin %>', 'sotto'))),
  )
  test.each(examples)('%s', async (line) => {
    expect(WRONG).not.toContain(await statusOf(line))
  })
})

describe('every command that a page shows runs', () => {
  const shown = PAGES.flatMap((page) =>
    shellLines(readFileSync(join(ROOT, page), 'utf8')).map((line) => ({ page, line })),
  )
  test.each(shown)('$page: $line', async ({ line }) => {
    expect(WRONG).not.toContain(await statusOf(line))
  })

  test('there are some', () => {
    expect(shown.length).toBeGreaterThan(10)
  })
})

describe('every link of a page leads to something', () => {
  const links = PAGES.flatMap((page) =>
    [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(
      ([, target]) => ({
        page,
        target: join(dirname(page), target!),
      }),
    ),
  )
  test.each(links)('$page: $target', ({ target }) => {
    expect(() => readdirSync(join(ROOT, target, '..'))).not.toThrow()
    expect(readdirSync(join(ROOT, target, '..'))).toContain(target.replace(/\/$/, '').split('/').at(-1))
  })
})

/** Lines of the shell blocks of a page that start sotto, without comments. */
function shellLines(page: string): readonly string[] {
  const blocks = [...page.matchAll(/^```(?:sh|shell|bash|console)?\n([\s\S]*?)^```/gm)].map(
    ([, block]) => block!,
  )
  const lines = blocks.flatMap((block) => block.split('\n'))
  return [...new Set(lines.filter((line) => /^(\$ )?(npx )?sotto /.test(line)).map(sottoPart))]
}

/** The one sotto command of a line, without what the shell does with its output. */
function sottoPart(line: string): string {
  return line
    .replace(/^.*?\bsotto /, 'sotto ')
    .replace(/\s+#.*$/, '')
    .replace(/\s*[)|>].*$/, '')
    .trim()
}

/** How a line ends in a repository that has all that the pages speak of. */
async function statusOf(line: string): Promise<number> {
  const { root, home } = layRepository(
    personalSchema(
      { DATABASE_URL: {}, API_KEY: {}, SESSION_KEY: { generate: { bytes: 16, encoding: 'hex' } } },
      {
        environments: {
          dev: { class: 'development', default: true },
          staging: { class: 'development' },
          production: { class: 'production' },
        },
        stores: {
          personal: { type: 'local' },
          team: { type: 'vault', address: 'http://127.0.0.1:9', mount: 'shop', devScope: { path: ['dev/'] } },
        },
      },
    ),
  )
  const bin = join(home, 'bin')
  mkdirSync(bin)
  mkdirSync(join(root, 'src'))
  mkdirSync(join(root, 'docs'))
  symlinkSync(BIN.built, join(bin, 'sotto'))
  writeFileSync(join(root, '.env'), 'DATABASE_URL=postgres://shop:invented@localhost/shop\n')
  writeFileSync(join(root, 'server.js'), '')
  writeFileSync(join(root, 'package.json'), '{"scripts":{"start":"node server.js"}}')
  mkdirSync(join(root, '.github/workflows'), { recursive: true })
  writeFileSync(join(root, '.github/workflows/ci.yml'), 'on: push\n')
  execFileSync('git', ['add', '.github'], { cwd: root })
  const command = line.startsWith('sotto init') ? `rm secrets.schema.json && ${line}` : line
  return new Promise((resolve) => {
    const env = { HOME: home, PATH: `${bin}:${process.env.PATH}` }
    const child = execFile('sh', ['-c', command], { cwd: root, env }, (error) =>
      resolve(Number(error?.code ?? 0)),
    )
    child.stdin?.end('postgres://shop:invented@localhost/shop')
  })
}
