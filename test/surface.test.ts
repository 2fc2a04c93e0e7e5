import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourceCommands } from '../build/source-commands.ts'
import facts from '../package.json' with { type: 'json' }

const ROOT = join(import.meta.dirname, '..')

test('oclif.manifest.json says what the sources say', async () => {
  const commands = await (await sourceCommands()).describe()
  const manifest = JSON.parse(readFileSync(join(ROOT, 'oclif.manifest.json'), 'utf8'))
  expect(manifest).toEqual({ commands, version: facts.version })
})

/** Scripts depend on these. A line that goes is a breaking change: say so in CHANGELOG.md and update the list. */
test('no command, argument or flag vanished or appeared unnoticed', async () => {
  const commands = await (await sourceCommands()).describe()
  const surface = Object.values(commands).flatMap(({ id, args, flags }) => [
    id,
    ...Object.keys(args).map((name) => `${id} ${name.toUpperCase()}`),
    ...Object.keys(flags).map((name) => `${id} --${name}`),
  ])
  await expect(`${surface.sort().join('\n')}\n`).toMatchFileSnapshot('surface.txt')
})

test('no argument is taken from stdin, which is the target’s or holds a value', async () => {
  const { ids, load } = await sourceCommands()
  const classes = await Promise.all(ids.map((id) => load(id)))
  const args = classes.flatMap(({ id, args }) =>
    Object.entries(args).map(([name, { ignoreStdin }]) => ({ id, name, ignoreStdin })),
  )
  expect(args.filter(({ ignoreStdin }) => !ignoreStdin)).toEqual([])
})

test('every command says what it does and shows how', async () => {
  const commands = await (await sourceCommands()).describe()
  for (const { id, summary, examples, flags } of Object.values(commands)) {
    expect({ id, summary: summary ?? '' }).toEqual({
      id,
      summary: expect.stringMatching(/^[A-Z].{10,}[^.]$/),
    })
    expect(examples ?? [], `examples of ${id}`).not.toHaveLength(0)
    for (const [name, flag] of Object.entries(flags)) {
      expect(flag.summary ?? flag.description ?? '', `${id} --${name}`).not.toBe('')
    }
  }
})
