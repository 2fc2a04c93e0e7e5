import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { circumstances, table } from './pairing/table.ts'

/** What installing sotto brings along: packages, install scripts, bytes. Packs this repository, installs it elsewhere. */
const folder = mkdtempSync(join(tmpdir(), 'sotto-size-'))
const npm = (cwd: string, ...args: string[]) =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

const [packed] = JSON.parse(
  npm(join(import.meta.dirname, '..'), 'pack', '--ignore-scripts', '--json', '--pack-destination', folder),
)
writeFileSync(join(folder, 'package.json'), '{ "private": true }')
npm(folder, 'install', '--ignore-scripts', '--no-audit', '--no-fund', join(folder, packed.filename))

const packages = manifestsBelow(join(folder, 'node_modules'))
const scripts = packages.filter(({ scripts = {} }) =>
  ['preinstall', 'install', 'postinstall'].some((name) => scripts[name]),
)
const kilobytes = (bytes: number) => `${Math.round(bytes / 1024)} KiB`

console.log(`${circumstances()}\n`)
console.log(
  table(
    ['the package', ''],
    [
      ['download', kilobytes(packed.size)],
      ['unpacked', kilobytes(packed.unpackedSize)],
      ['files', String(packed.entryCount)],
      [
        'installed packages, itself and optional ones included',
        `${packages.length}: ${packages.map(({ name }) => name).join(', ')}`,
      ],
      [
        'of them with an install script',
        scripts.length === 0 ? '0' : `${scripts.length}: ${scripts.map(({ name }) => name).join(', ')}`,
      ],
      [
        'all unpacked',
        kilobytes(
          Number(
            execFileSync('du', ['-sb', join(folder, 'node_modules')], { encoding: 'utf8' }).split('\t')[0],
          ),
        ),
      ],
    ],
  ),
)
rmSync(folder, { recursive: true, force: true })

function manifestsBelow(modules: string): { name: string; scripts?: Record<string, string> }[] {
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => join(name, inner)) : [name],
    )
    .map((name) => JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')))
}
