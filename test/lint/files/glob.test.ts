import { describe, expect, test } from 'vitest'
import { compileGlob } from '../../../src/lint/files/glob.ts'
import { isIgnored } from '../../../src/lint/files/ignore-file.ts'

describe('a glob', () => {
  test.each([
    ['a.ts', 'a.ts', true],
    ['a.ts', 'b/a.ts', false],
    ['*.ts', 'a.ts', true],
    ['*.ts', 'b/a.ts', false],
    ['**/*.ts', 'a.ts', true],
    ['**/*.ts', 'b/c/a.ts', true],
    ['**/.env', 'x.env', false],
    ['test/**', 'test/a/b', true],
    ['test/**', 'tests/a', false],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'a/xb', false],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[!a-c]x', '/x', false],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['[x', '[x', true],
    ['', '', true],
    ['*', '', true],
    ['**', 'a/b', true],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(compileGlob(pattern)(path)).toBe(expected)
  })

  test('of many stars takes no longer than its length tells', () => {
    const matches = compileGlob(`${'*a'.repeat(500)}b`)
    expect(matches('a'.repeat(5000))).toBe(false)
  })
})

describe('an ignore file', () => {
  test.each([
    ['.env', '.env', true],
    ['.env', 'web/.env', true],
    ['/.env', 'web/.env', false],
    ['.env*', '.env.local', true],
    ['.env*\n!.env.example', '.env.example', false],
    ['secrets/', 'secrets/a', true],
    ['secrets/', 'secrets', false],
    ['web/.env', 'web/.env', true],
    ['# .env', '.env', false],
    ['.env   ', '.env', true],
    ['.env\\ ', '.env', false],
    ['.env\r\n', '.env', true],
    ['*', '.env', true],
    ['', '.env', false],
  ])('%j on %s: %s', (text, path, expected) => {
    expect(isIgnored(text, path)).toBe(expected)
  })
})
