import { expect, test } from 'vitest'
import manifest from '../../oclif.manifest.json' with { type: 'json' }
import { BIN, runBin } from '../support/run-bin.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const LINES = [
  ['--help'],
  ['--version'],
  ...Object.keys(manifest.commands).flatMap((id) => [
    [id, '--help'],
    [id, '--no-such-flag'],
    [id, '--schema=no-such-file', '--json'],
  ]),
]

test.each(LINES.map((args) => [args.join(' '), args] as const))(
  'sources and build say the same to: %s',
  async (_line, args) => {
    const home = temporaryFolder()
    const source = await runBin(args, { home, bin: BIN.source })
    const built = await runBin(args, { home, bin: BIN.built })
    expect({ ...source, stderr: asBuilt(source.stderr), stdout: asBuilt(source.stdout) }).toEqual(built)
  },
)

const asBuilt = (text: string) => text.replaceAll('bin/dev.js', 'bin/run.js')
