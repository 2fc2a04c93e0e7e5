import { chmod, chown, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { placeOf, removeApproval } from '../../src/trust/approvals.ts'
import { subjectOf } from '../../src/trust/subject.ts'
import { type Home, makeHome, person, schemaOf } from './repository.ts'

let home: Home
beforeEach(async () => {
  home = await makeHome()
})
afterEach(() => home.remove())

describe('what is kept', () => {
  test('is forgotten on request, twice if need be', async () => {
    const root = await home.repository()
    await home.approved(root, undefined, { prompt: person('y') })
    const place = await placeOf(schemaOf(root))
    for (let turn = 0; turn < 2; turn++) {
      await removeApproval({ folder: home.state, uid: process.getuid?.(), env: {} }, place)
      expect(await home.approved(root)).toEqual([])
    }
  })

  test('is the user’s alone, whole, and outside the repository', async () => {
    const root = await home.repository()
    await home.approved(root, undefined, { prompt: person('y') })
    const [name, ...others] = await home.approvalFiles()
    expect(others).toEqual([])
    const file = join(home.state, 'approvals', name!)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(join(home.state, 'approvals'))).mode & 0o777).toBe(0o700)
    const kept = JSON.parse(await readFile(file, 'utf8'))
    expect(kept).toMatchObject({
      root,
      hash: subjectOf(schemaOf(root)).hash,
      approvedAt: '2026-01-02T03:04:05.000Z',
    })
    expect(await readdir(root)).toEqual(['secrets.schema.json'])
  })

  test.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a hash that is not the document’s', undefined],
    ['nothing', ''],
  ])('is not believed when it is %s', async (_, text) => {
    const root = await home.repository()
    await home.approved(root, undefined, { prompt: person('y') })
    const file = join(home.state, 'approvals', (await home.approvalFiles())[0]!)
    const forged = JSON.stringify({
      ...JSON.parse(await readFile(file, 'utf8')),
      document: { environments: {}, stores: {} },
    })
    await writeFile(file, text ?? forged)
    expect(await home.approved(root)).toEqual([])
    expect(await home.approved(root, undefined, { prompt: person('y') })).toEqual(['team'])
    expect(await home.approved(root)).toEqual(['team'])
  })

  test('is not believed for another root, when copied', async () => {
    const [one, other] = [await home.repository(), await home.repository()]
    await home.approved(one, undefined, { prompt: person('y') })
    const [file] = await home.approvalFiles()
    await home.approved(other, undefined, { prompt: person('y') })
    const second = (await home.approvalFiles()).find((name) => name !== file)!
    await rename(join(home.state, 'approvals', file!), join(home.state, 'approvals', second))
    expect(await home.approved(other)).toEqual([])
  })

  test.each([0o620, 0o602])('is not believed when others can write it (%o)', async (mode) => {
    const root = await home.repository()
    await home.approved(root, undefined, { prompt: person('y') })
    await chmod(join(home.state, 'approvals', (await home.approvalFiles())[0]!), mode)
    expect(await home.approved(root)).toEqual([])
  })

  test('is not believed when it is another user’s', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root can give a file away')
    const root = await home.repository()
    await home.approved(root, undefined, { prompt: person('y') })
    const file = join(home.state, 'approvals', (await home.approvalFiles())[0]!)
    await chown(file, 12345, 12345)
    expect(await home.approved(root)).toEqual([])
  })

  test('is not written into a folder that others can write, or that is a link', async () => {
    const root = await home.repository()
    await mkdir(home.state, { recursive: true })
    await chmod(home.state, 0o777)
    const untrusted = { code: 'STORE_UNTRUSTED', message: expect.stringContaining('not yours alone') }
    await expect(home.approved(root, undefined, { prompt: person('y') })).rejects.toMatchObject(untrusted)
    await chmod(home.state, 0o700)
    await mkdir(join(home.folder, 'elsewhere'))
    await symlink(join(home.folder, 'elsewhere'), join(home.state, 'approvals'))
    await expect(home.approved(root, undefined, { prompt: person('y') })).rejects.toMatchObject(untrusted)
  })
})
