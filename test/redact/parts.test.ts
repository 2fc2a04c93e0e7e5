import { describe, expect, test } from 'vitest'
import { secretParts } from '../../src/redact/parts.ts'

describe('the parts of a value that are secret by themselves', () => {
  test.each<[what: string, value: string, parts: string[]]>([
    ['a token has none', 'canary-0123456789', []],
    ['a DSN: its password', 'postgres://app:canary-0123@db:5432/orders', ['canary-0123']],
    ['without a user', 'redis://:canary-0123@cache:6379/0', ['canary-0123']],
    ['encoded: both ways of writing it', 'mysql://u:can%40ry-01@db/x', ['can%40ry-01', 'can@ry-01']],
    ['broken encoding: as it stands', 'mysql://u:canary%zz01@db/x', ['canary%zz01']],
    ['with slashes that nobody encoded', 'postgres://app:canary/0?1#2@db/orders', ['canary/0?1#2']],
    ['with an at sign that nobody encoded', 'postgres://app:canary@0123@db/orders', ['canary@0123']],
    ['a user without a password is the token', 'https://canary0123@sentry.example.com/42', ['canary0123']],
    ['seven bytes are too few', 'postgres://app:canary0@db/orders', []],
    ['eight are enough', 'postgres://app:canary01@db/orders', ['canary01']],
    ['a common word is none', 'postgres://app:PostgreSQL@db/orders', []],
    ['the same as the user', 'postgres://canary-app:canary-app@db/orders', []],
    ['the same as the host', 'postgres://app:db.internal@db.internal:5432/orders', []],
    ['the same as the database', 'postgres://app:storefront@db/storefront', []],
    ['a URL without a user', 'https://api.example.com/v1/very/long/path', []],
    ['a port and an at sign in the path', 'http://localhost:3000/node_modules/@scope/package', []],
    [
      'a password in the query',
      'jdbc:postgresql://db/x?user=app&password=canary-0123&ssl=true',
      ['canary-0123'],
    ],
    ['keyword form', "host=db password='canary 0123' dbname=x", ['canary 0123']],
    ['between semicolons', 'Server=db;User Id=app;Pwd=canary-0123;', ['canary-0123']],
    [
      'JSON: its leaves',
      '{"a":"canary-0123","b":["canary-4567",{"c":"canary-8901"}]}',
      ['canary-0123', 'canary-4567', 'canary-8901'],
    ],
    ['an array', '["canary-0123"]', ['canary-0123']],
    ['a long number', '{"pin":1234567890,"on":true,"none":null}', ['1234567890']],
    [
      'members that identify',
      '{"project_id":"storefront-1","clientId":"storefront-2","region":"eu-central-9"}',
      [],
    ],
    ['elements of a member that identifies', '{"scopes":["https-read-only","read-write-all"]}', []],
    ['equal to a member that identifies', '{"username":"storefront","password":"storefront"}', []],
    ['a URL in JSON', '{"endpoint":"https://api.example.com/v1"}', []],
    ['a DSN in JSON', '{"database_url":"postgres://app:canary-0123@db/x"}', ['canary-0123']],
    [
      'JSON in JSON',
      JSON.stringify({ inner: JSON.stringify({ key: 'canary-0123' }) }),
      ['canary-0123', '{"key":"canary-0123"}'],
    ],
    ['not quite JSON', '{"a":"canary-0123"', []],
    [
      'lines, without the space around them',
      ' canary-0123 \r\n\tcanary-4567\nshort\n',
      ['canary-0123', 'canary-4567'],
    ],
    ['one line and its end', 'canary-0123\n', []],
    [
      'a PEM value without its boundaries',
      '-----BEGIN RSA KEY-----\ncanary-0123\n-----END RSA KEY-----',
      ['canary-0123'],
    ],
    ['a URL in a line', 'https://api.example.com/v1\ncanary-0123', ['canary-0123']],
    [
      'a DSN in a line',
      'x=1\npostgres://app:canary-0123@db/x',
      ['canary-0123', 'postgres://app:canary-0123@db/x'],
    ],
  ])('%s', (_what, value, parts) => {
    expect(secretParts(value).toSorted()).toEqual(parts.toSorted())
  })

  test('JSON nested deeper than any store nests it', () => {
    const deep = `${'['.repeat(5000)}"canary-0123"${']'.repeat(5000)}`
    expect(() => secretParts(deep)).not.toThrow()
    const nested = (depth: number) => `${'['.repeat(depth)}"canary-0123"${']'.repeat(depth)}`
    expect(secretParts(nested(17))).toEqual(['canary-0123'])
    expect(secretParts(nested(18))).toEqual([])
  })
})
