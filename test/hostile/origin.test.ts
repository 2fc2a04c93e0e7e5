import { chown, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schema } from './attacks/attack.ts'
import { type Laboratory, openLaboratory } from './laboratory.ts'

const FILE = 'secrets.schema.json'
const text = JSON.stringify(schema())

describe('a schema that came from elsewhere', () => {
  let laboratory: Laboratory
  beforeAll(async () => {
    laboratory = await openLaboratory()
  })
  afterAll(async () => {
    expect(laboratory.requests).toEqual([])
    await laboratory.close()
  })

  const PLACES: [string, number, string, (root: string) => Promise<unknown>][] = [
    [
      'a link out of the repository',
      65,
      'symbolic link out',
      async (root) => {
        await writeFile(join(root, '..', 'outside.json'), text)
        await symlink('../outside.json', join(root, FILE))
      },
    ],
    [
      'a link to a folder outside, over a link inside',
      65,
      'symbolic link out',
      async (root) => {
        await mkdir(join(root, '..', 'outside'))
        await writeFile(join(root, '..', 'outside', FILE), text)
        await symlink('../outside', join(root, 'inside'))
        await symlink(`inside/${FILE}`, join(root, FILE))
      },
    ],
    ['a link to a device', 65, 'not a regular file', (root) => symlink('/dev/zero', join(root, FILE))],
    [
      'a link to a file of the system',
      65,
      'symbolic link out',
      (root) => symlink('/etc/passwd', join(root, FILE)),
    ],
    ['a link to nowhere', 65, FILE, (root) => symlink('nowhere.json', join(root, FILE))],
    ['a link to itself', 65, FILE, (root) => symlink(FILE, join(root, FILE))],
    ['a folder', 65, 'not a regular file', (root) => mkdir(join(root, FILE))],
    ['a pipe', 65, 'not a regular file', (root) => execa('mkfifo', [join(root, FILE)])],
    [
      'a pipe behind a link',
      65,
      'not a regular file',
      async (root) => {
        await execa('mkfifo', [join(root, 'pipe')])
        await symlink('pipe', join(root, FILE))
      },
    ],
    ['above the git root', 66, `No ${FILE}`, (root) => writeFile(join(root, '..', FILE), text)],
  ]

  test.each(PLACES)('%s: %i', async (_, exit, message, place) => {
    const seen = await laboratory.observe(async (root) => void (await place(root)), ['run', '--', 'target'])
    expect({ exit: seen.exit, output: seen.output }).toEqual({
      exit,
      output: expect.stringContaining(message),
    })
    expect(seen.output).not.toContain('at dist/')
    expect(seen.executed).toEqual([])
  })

  test('a file of another user is refused', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root can give a file away')
    const seen = await laboratory.observe(
      async (root) => {
        await writeFile(join(root, FILE), text)
        await chown(join(root, FILE), 12345, 12345)
      },
      ['run', '--', 'target'],
    )
    expect(seen).toMatchObject({ exit: 65, output: expect.stringContaining('belongs to another user') })
  })

  test('a link inside the repository is a schema like any other', async () => {
    const seen = await laboratory.observe(
      async (root) => {
        await writeFile(join(root, 'schema.json'), text)
        await symlink('schema.json', join(root, FILE))
      },
      ['run', '--', 'target'],
    )
    expect(seen).toMatchObject({ exit: 82, output: expect.stringContaining('not approved') })
  })

  test('a file that changes while it is read is judged as it was read: one file or the other, never a mixture', async () => {
    const production = JSON.stringify(schema({ version: 2 }))
    for (let round = 0; round < 5; round++) {
      const seen = await laboratory.observe(
        async (root) => {
          await writeFile(join(root, FILE), text)
          await writeFile(join(root, 'other.json'), production)
          setImmediate(() => void swap(root).catch(() => undefined))
        },
        ['run', '--', 'target'],
      )
      expect([82, 65, 66]).toContain(seen.exit)
      expect(seen.executed).toEqual([])
    }
  })
})

async function swap(root: string): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    await rename(join(root, FILE), join(root, 'aside.json'))
    await rename(join(root, 'other.json'), join(root, FILE))
    await rename(join(root, 'aside.json'), join(root, 'other.json'))
  }
  await rm(join(root, 'other.json'))
}
