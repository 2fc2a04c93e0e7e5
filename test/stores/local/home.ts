import { join } from 'node:path'
import type { StorePlace } from '../../../src/stores/store-type.ts'
import { personalPlace } from './place.ts'
import { readSealed } from './sealed.ts'

/** Where the local store of `project` lies below a home on Linux. */
export function placeBelow(home: string, project = 'shop'): StorePlace {
  const place = personalPlace(project, home)
  const folders = {
    ...place.folders,
    data: join(home, '.local/share/sotto'),
    state: join(home, '.local/state/sotto'),
  }
  return { ...place, folders }
}

/** What the local store below `home` keeps, by secret name, read by the tests' own hand. */
export async function keptBelow(home: string): Promise<Record<string, string>> {
  const entries = Object.entries(await readSealed(placeBelow(home)))
  return Object.fromEntries(
    entries.map(([path, { value }]) => [
      path.toUpperCase().replaceAll('-', '_'),
      Buffer.from(value, 'base64').toString('utf8'),
    ]),
  )
}
