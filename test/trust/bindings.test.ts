import { chmod, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts'
import { approve, stateOf } from '../../src/trust/approve.ts'
import { bindAlso, boundRoots, unbind } from '../../src/trust/bindings.ts'
import { type Home, makeHome, person, schemaOf } from './repository.ts'

let home: Home
beforeEach(async () => {
  home = await makeHome()
})
afterEach(() => home.remove())

const stores = { personal: { type: 'local' } }

async function use(root: string, project = 'shop') {
  return approve(schemaOf(root, { project, stores }), DEFAULT_SETTINGS, home.context({ prompt: person() }))
}

async function isOpen(root: string, project?: string): Promise<boolean> {
  return (await use(root, project)).approved.stores.has('personal')
}

describe('a personal store', () => {
  test('belongs to the first root that uses the project, without a question', async () => {
    const root = await home.repository()
    expect(await isOpen(root)).toBe(true)
    expect(await isOpen(root)).toBe(true)
    expect(await boundRoots(stateOf(home.context()), 'shop')).toEqual([root])
  })

  test('refuses another root that claims the project, and names the first', async () => {
    const [first, second] = [await home.repository(), await home.repository()]
    await use(first)
    const { refusals } = await use(second)
    expect(refusals).toEqual([
      { store: 'personal', message: `the personal store personal of project shop belongs to ${first}` },
    ])
    expect(await isOpen(first)).toBe(true)
    expect(await isOpen(second, 'other')).toBe(true)
  })

  test('opens for a second root once a person has said so, and for both then', async () => {
    const [first, second] = [await home.repository(), await home.repository()]
    await use(first)
    await bindAlso(stateOf(home.context()), 'shop', second)
    const { refusals } = await use(await home.repository())
    expect(refusals[0]?.message.split(' belongs to ')[1]?.split(' and ').sort()).toEqual(
      [first, second].sort(),
    )
    expect([await isOpen(first), await isOpen(second), await isOpen(await home.repository())]).toEqual([
      true,
      true,
      false,
    ])
  })

  test('is free again when its last root is taken away', async () => {
    const [first, second] = [await home.repository(), await home.repository()]
    await use(first)
    await unbind(stateOf(home.context()), 'shop', first)
    expect(await isOpen(second)).toBe(true)
    expect(await isOpen(first)).toBe(false)
  })

  test('has one first root when 20 use it at once', async () => {
    const roots = await Promise.all(Array.from({ length: 20 }, () => home.repository()))
    const open = await Promise.all(roots.map((root) => isOpen(root)))
    expect(open.filter(Boolean)).toHaveLength(1)
    expect(await boundRoots(stateOf(home.context()), 'shop')).toEqual([roots[open.indexOf(true)]])
    expect(await readdir(join(home.state, 'projects'))).toHaveLength(1)
  })

  test('whose record cannot be read belongs to nobody until a person says so', async () => {
    const root = await home.repository()
    await use(root)
    const [folder] = await readdir(join(home.state, 'projects'))
    const [file] = await readdir(join(home.state, 'projects', folder!))
    await writeFile(join(home.state, 'projects', folder!, file!), '{')
    const { refusals } = await use(root)
    expect(refusals[0]?.message).toContain('belongs to another folder')
    await bindAlso(stateOf(home.context()), 'shop', root)
    expect(await isOpen(root)).toBe(true)
  })

  test('that is claimed by a schema without personal stores is nobody’s yet', async () => {
    const root = await home.repository()
    await approve(schemaOf(root), DEFAULT_SETTINGS, home.context())
    expect(await boundRoots(stateOf(home.context()), 'shop')).toEqual([])
    await use(await home.repository())
    const shared = await approve(schemaOf(root), DEFAULT_SETTINGS, home.context({ prompt: person('y') }))
    expect(shared.refusals).toEqual([])
  })

  test('is bound by the use of any one of several', async () => {
    const root = await home.repository()
    const several = { ...stores, keys: { type: 'keychain' } }
    await approve(schemaOf(root, { stores: several }), DEFAULT_SETTINGS, home.context(), new Set(['keys']))
    expect(await boundRoots(stateOf(home.context()), 'shop')).toEqual([root])
  })

  test('is recorded for the user alone', async () => {
    const root = await home.repository()
    await use(root)
    await bindAlso(stateOf(home.context()), 'shop', await home.repository())
    const projects = join(home.state, 'projects')
    const [folder] = await readdir(projects)
    const files = await readdir(join(projects, folder!))
    expect(folder).toMatch(/^[0-9a-f]{64}$/)
    expect(files).toHaveLength(2)
    for (const path of [home.state, projects, join(projects, folder!)]) {
      expect((await stat(path)).mode & 0o777).toBe(0o700)
    }
    for (const name of files) {
      expect(name).toMatch(/^[0-9a-f]{64}\.json$/)
      expect((await stat(join(projects, folder!, name))).mode & 0o777).toBe(0o600)
    }
  })

  test('is not bound where others can write the folder', async () => {
    const root = await home.repository()
    await mkdir(join(home.state, 'projects'), { recursive: true, mode: 0o700 })
    await chmod(join(home.state, 'projects'), 0o777)
    await expect(use(root)).rejects.toMatchObject({ code: 'STORE_UNTRUSTED' })
  })

  test('whose record another could have written belongs to nobody', async () => {
    const root = await home.repository()
    await use(root)
    const [folder] = await readdir(join(home.state, 'projects'))
    const [file] = await readdir(join(home.state, 'projects', folder!))
    await chmod(join(home.state, 'projects', folder!, file!), 0o666)
    expect(await isOpen(root)).toBe(false)
  })

  test('cannot be bound where the folder cannot be written: the reason is not hidden', async () => {
    const root = await home.repository()
    await mkdir(home.state, { recursive: true, mode: 0o700 })
    const projects = join(home.state, 'projects')
    await writeFile(projects, '')
    const message = `Approvals cannot be kept in ${projects}: ${projects} is no folder (EEXIST).`
    await expect(use(root)).rejects.toMatchObject({ code: 'RUNTIME_UNSUPPORTED', message })
  })

  test('cannot be bound where something else stands in its place', async () => {
    const root = await home.repository()
    await use(root)
    const projects = join(home.state, 'projects')
    const [folder] = await readdir(projects)
    await rm(join(projects, folder!), { recursive: true })
    await writeFile(join(projects, folder!), '')
    await expect(use(root)).rejects.toMatchObject({ code: 'RUNTIME_UNSUPPORTED' })
    expect(await readdir(projects)).toEqual([folder])
  })

  test('unbinding what was never bound changes nothing', async () => {
    const root = await home.repository()
    await use(root)
    await unbind(stateOf(home.context()), 'shop', await home.repository())
    await unbind(stateOf(home.context()), 'unheard-of', root)
    expect(await isOpen(root)).toBe(true)
  })

  test('finds its project again after a crash between two steps of the first use', async () => {
    const root = await home.repository()
    await use(root)
    const [folder] = await readdir(join(home.state, 'projects'))
    await rm(join(home.state, 'projects', folder!), { recursive: true })
    await mkdir(join(home.state, 'projects', folder!))
    expect(await isOpen(root)).toBe(true)
  })
})
