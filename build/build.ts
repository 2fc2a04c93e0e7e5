import { build } from 'esbuild'

await build({
  entryPoints: ['src/errors/codes.ts'],
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
})
