import { describe, expect, test } from 'vitest'
import { ENVIRONMENT_TAGS, findDenyWord } from '../../src/schema/deny-words.ts'

test('the tags that name an environment', () => {
  expect([...ENVIRONMENT_TAGS]).toEqual(['environment', 'env', 'stage', 'tier'])
})

test('the first of several words is named', () => expect(findDenyWord('live-prod')).toBe('live'))

describe('a word that marks production', () => {
  test.each([
    ['prod', 'prod'],
    ['PROD', 'prod'],
    ['production', 'production'],
    ['prd', 'prd'],
    ['live', 'live'],
    ['prod2/db', 'prod'],
    ['db/prod', 'prod'],
    ['prod-db', 'prod'],
    ['my.live.key', 'live'],
    ['a_prd_b', 'prd'],
    ['live01', 'live'],
    ['x:Production', 'production'],
    ['https://vault.prod.example.com', 'prod'],
    ['{prod}', 'prod'],
    ['\uff50\uff52\uff4f\uff44', 'prod'],
    ['\u{1d429}\u{1d42b}\u{1d428}\u{1d41d}-db', 'prod'],
    ['pro\u00add', 'prod'],
    ['li\u200bve', 'live'],
    ['prod\u0660', 'prod'],
    ['prod\u00b2', 'prod'],
    ['LIVE\u0130', undefined],
  ])('%s: %s', (text, word) => expect(findDenyWord(text)).toBe(word))

  test.each([
    'product-catalog',
    'oliver',
    'alive',
    'delivery',
    'preprod',
    'nonprod',
    'reproduce',
    'livestock',
    'liver',
    'prodigy',
    'production-line'.replace('production', 'productions'),
    '2prod',
    'dev',
    'staging',
    '',
    'produce1',
    'deliver-y',
  ])('none in %s', (text) => expect(findDenyWord(text)).toBeUndefined())
})
