import { defineConfig } from 'vitest/config'

const report = process.env.TEST_REPORT

export default defineConfig({
  test: {
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/trees/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    disableConsoleIntercept: true,
    unstubEnvs: true,
  },
})
