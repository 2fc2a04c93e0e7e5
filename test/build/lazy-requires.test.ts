import { expect, test } from 'vitest'
import { lazyRequires } from '../../build/tricks/lazy-requires.ts'

/** Runs `code` as CommonJS; gives back its exports and what it required, in order. */
function run(code: string): { exports: Record<string, unknown>; required: string[] } {
  const required: string[] = []
  const module = { exports: {} as Record<string, unknown> }
  const require = (name: string) => {
    required.push(name)
    return { name, list: [name], Class: class {}, call: () => name }
  }
  new Function('exports', 'require', 'module', '__toESM', code)(
    module.exports,
    require,
    module,
    (x: unknown) => x,
  )
  return { exports: module.exports, required }
}

test.each([
  ['a property', 'exports.used = a.name', 'x'],
  ['a call without its object', 'exports.used = (0, a.call)()', 'x'],
  ['a spread', 'exports.used = [...a.list][0]', 'x'],
  ['a new object', 'exports.used = new a.Class() instanceof a.Class', true],
])('%s of what was put off', (_how, use, expected) => {
  const code = `var a = require("x");\nvar b = __toESM(require("y"), 1);\n${use}`
  expect(run(lazyRequires(code))).toEqual({ exports: { used: expected }, required: ['x'] })
})

test('leaves properties of the same name and longer names alone', () => {
  const code = `var a = require("x");\nvar ab = 1, o = {};\no.a = 2;\nexports.sum = ab + o.a`
  expect(run(lazyRequires(code))).toEqual({ exports: { sum: 3 }, required: [] })
})
