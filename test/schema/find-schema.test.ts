import { chown, mkdir, mkdtemp, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findSchema } from '../../src/schema/find-schema.ts'
import { checkOrigin, readBytes, readOwnBytes } from '../../src/schema/schema-file.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sotto-find-'))
  await mkdir(join(root, 'repo/.git'), { recursive: true })
  await mkdir(join(root, 'repo/packages/web'), { recursive: true })
})
afterEach(() => rm(root, { recursive: true }))

describe('finding', () => {
  test('walks up to the git root and no further', async () => {
    await writeFile(join(root, 'secrets.schema.json'), '{}')
    await expect(findSchema(join(root, 'repo/packages/web'))).rejects.toMatchObject({
      code: 'SCHEMA_NOT_FOUND',
    })
    await writeFile(join(root, 'repo/secrets.schema.json'), '{}')
    expect(await findSchema(join(root, 'repo/packages/web'))).toEqual({
      file: join(root, 'repo/secrets.schema.json'),
      root: join(root, 'repo'),
    })
  })

  test('takes the nearest, as a monorepo wants', async () => {
    await writeFile(join(root, 'repo/secrets.schema.json'), '{}')
    await writeFile(join(root, 'repo/packages/web/secrets.schema.json'), '{}')
    const { file } = await findSchema(join(root, 'repo/packages/web'))
    expect(file).toBe(join(root, 'repo/packages/web/secrets.schema.json'))
  })

  test('outside of git looks at one folder', async () => {
    await writeFile(join(root, 'secrets.schema.json'), '{}')
    await mkdir(join(root, 'plain'))
    await expect(findSchema(join(root, 'plain'))).rejects.toMatchObject({ code: 'SCHEMA_NOT_FOUND' })
    expect(await findSchema(root)).toEqual({ file: join(root, 'secrets.schema.json'), root })
  })

  test('an explicit path that is not there', async () => {
    await expect(findSchema(root, 'other.json')).rejects.toMatchObject({ code: 'SCHEMA_NOT_FOUND' })
  })
})

describe('origin', () => {
  test('a symbolic link inside the repository is fine, one out of it is not', async () => {
    const place = { file: join(root, 'repo/secrets.schema.json'), root: join(root, 'repo') }
    await writeFile(join(root, 'repo/real.json'), '{}')
    await symlink('real.json', place.file)
    expect(String(await readOwnBytes(place, process.getuid?.()))).toBe('{}')
    await rm(place.file)
    await writeFile(join(root, 'outside.json'), '{}')
    await symlink('../outside.json', place.file)
    await expect(readOwnBytes(place, process.getuid?.())).rejects.toMatchObject({ code: 'SCHEMA_INVALID' })
  })

  test('a stranger may own the whole repository, not the schema alone', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root can give a file away')
    const place = { file: join(root, 'repo/secrets.schema.json'), root: join(root, 'repo') }
    await writeFile(place.file, '{}')
    await chown(place.file, 4321, 4321)
    await expect(readOwnBytes(place, 0)).rejects.toMatchObject({ code: 'SCHEMA_INVALID' })
    await chown(place.root, 4321, 4321)
    expect(String(await readOwnBytes(place, 0))).toBe('{}')
  })

  test('a file that is replaced between opening and checking is refused', async () => {
    const place = { file: join(root, 'repo/secrets.schema.json'), root: join(root, 'repo') }
    await writeFile(place.file, '{}')
    const opened = await stat(place.file)
    await expect(checkOrigin(place, opened, opened.uid)).resolves.toBeUndefined()
    await writeFile(join(root, 'other.json'), '{}')
    await rename(join(root, 'other.json'), place.file)
    await expect(checkOrigin(place, opened, opened.uid)).rejects.toMatchObject({ code: 'SCHEMA_INVALID' })
  })

  test('a folder in place of the file is refused', async () => {
    await expect(readBytes(root)).rejects.toMatchObject({ code: 'SCHEMA_INVALID' })
  })
})
