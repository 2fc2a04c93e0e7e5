import { expect, test } from 'vitest'
import { describeInvocation } from '../../src/cli/invocation.ts'

const cwd = '/home/ada/shop'

test.each([
  ['npx sotto', '/home/ada/shop/node_modules/.bin/sotto', 'npm/11.0.0 node/v24.0.0 linux x64'],
  ['npx sotto', '/home/ada/.npm/_npx/0a1b/node_modules/.bin/sotto', 'npm/11.0.0 node/v24.0.0'],
  ['npx sotto', '/home/ada/shop/node_modules/.bin/sotto', undefined],
  ['pnpm exec sotto', '/home/ada/shop/node_modules/sotto/bin/run.js', 'pnpm/10.1.0 npm/? node/v24.0.0'],
  [
    'pnpm exec sotto',
    '/home/ada/shop/node_modules/.pnpm/sotto@1.0.0/node_modules/sotto/bin/run.js',
    undefined,
  ],
  ['yarn sotto', '/home/ada/shop/node_modules/.bin/sotto', 'yarn/4.5.0 npm/? node/v24.0.0'],
  ['bunx sotto', '/home/ada/shop/node_modules/.bin/sotto', 'bun/1.2.0 npm/? node/v24.0.0'],
  ['npx sotto', '/home/ada/shop/node_modules/.bin/sotto', 'constructor/1.0'],
  ['sotto', '/usr/local/bin/sotto', 'npm/11.0.0 node/v24.0.0'],
  ['node bin/run.js', '/home/ada/shop/bin/run.js', 'npm/11.0.0 node/v24.0.0'],
  ['node /opt/sotto/bin/run.js', '/opt/sotto/bin/run.js', undefined],
])('says %s for %s under %s', (expected, program, userAgent) => {
  expect(describeInvocation({ program, cwd, env: { npm_config_user_agent: userAgent } })).toBe(expected)
})
