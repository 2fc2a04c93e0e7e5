import { describe, expect, test } from 'vitest'
import { PROTOTYPE_NAMES } from '../../src/schema/dangerous-names.ts'
import { isVersion, judgeReference, TEMPLATES } from '../../src/schema/location-grammar.ts'

const TRAVERSAL = ['location/traversal', 'holds a dot segment, a backslash or an encoded character']
const EMPTY = ['location/traversal', 'has an empty segment']
const ENDPOINT = [
  'location/endpoint-inline',
  'holds a host, an ARN or a URL; the store names that, a location only the path',
]
const WILDCARD = ['location/wildcard', 'holds a wildcard; one location is one secret']
const TREE = ['location/wildcard', 'ends with a slash, which names a tree; one location is one secret']
const TEMPLATE = [
  'location/template-unknown',
  'has a template other than {developer}, {project} and {environment}',
]
const CHARACTER = [
  'location/syntax',
  'holds a character that no path may have (letters, digits and _ . + = @ - only)',
]
const FIELD = ['location/syntax', 'has a field that is no plain name']
const NO_PATH = ['location/syntax', 'has no path']
const LONG = ['location/syntax', 'is longer than 512 characters']

describe('the path and field of a location', () => {
  test.each([
    'a',
    'shop/dev/{developer}/db#url',
    '{project}/{environment}/{developer}',
    'a{developer}b-{project}',
    'A9_.+=@-/b',
    '...',
    'a..b/.c',
    'a#b',
    'a#B9_.-',
    `a#${'f'.repeat(128)}`,
    'p'.repeat(512),
    `${'p'.repeat(512)}#field`,
    'host:8200'.replace(':', '-'),
    'arn-like/arn',
  ])('%s', (text) => expect(judgeReference(text)).toBeUndefined())

  test.each([
    ['', NO_PATH],
    ['#field', NO_PATH],
    ['p'.repeat(513), LONG],
    ['a/../b', TRAVERSAL],
    ['..', TRAVERSAL],
    ['a/..#f', TRAVERSAL],
    ['./a', TRAVERSAL],
    ['a\\b', TRAVERSAL],
    ['a%2fb', TRAVERSAL],
    ['a\u0000b', TRAVERSAL],
    ['/a', EMPTY],
    ['a//b', EMPTY],
    ['//a', ENDPOINT],
    ['https://a', ENDPOINT],
    ['arn:aws:x', ENDPOINT],
    ['Arn:aws:x', ENDPOINT],
    ['host:8200', ENDPOINT],
    ['host.example:8200/a', ENDPOINT],
    ['a/*', WILDCARD],
    ['a?', WILDCARD],
    ['a[b]', WILDCARD],
    ['a/', TREE],
    ['a/{user}', TEMPLATE],
    ['{}', TEMPLATE],
    ['{developer}/{user}', TEMPLATE],
    ['{developer}{user}', TEMPLATE],
    ['a b', CHARACTER],
    ['a/{developer', CHARACTER],
    ['a/ä', CHARACTER],
    ['a:b', CHARACTER],
    ['a#', FIELD],
    ['a#b#c', FIELD],
    ['a#b/c', FIELD],
    ['a#{developer}', FIELD],
    [`a#${'f'.repeat(129)}`, FIELD],
  ])('%s', (text, [rule, message]) => expect(judgeReference(text)).toEqual({ rule, message }))

  test('the templates and nothing else', () => {
    expect([...TEMPLATES]).toEqual(['developer', 'project', 'environment'])
  })
})

test.each([
  ['1', true],
  ['AWSCURRENT', true],
  ['v1.2_3-x', true],
  ['v'.repeat(128), true],
  ['v'.repeat(129), false],
  ['', false],
  ['../1', false],
  ['1&x', false],
])('the version %s: %s', (text, is) => expect(isVersion(text)).toBe(is))

test('names that JavaScript objects give a meaning of their own', () => {
  expect([...PROTOTYPE_NAMES]).toEqual(['__proto__', 'constructor', 'prototype'])
})
