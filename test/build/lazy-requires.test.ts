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
  ['a property', 'exports.used = import_a.name', 'x'],
  ['a call without its object', 'exports.used = (0, import_a.call)()', 'x'],
  ['a spread', 'exports.used = [...import_a.list][0]', 'x'],
  ['a new object', 'exports.used = new import_a.Class() instanceof import_a.Class', true],
])('%s of what was put off', (_how, use, expected) => {
  const code = `var import_a = require("x");\nvar y_1 = __toESM(require("y"), 1);\n${use}`
  expect(run(lazyRequires(code))).toEqual({ exports: { used: expected }, required: ['x'] })
})

test('leaves properties of the same name and longer names alone', () => {
  const code = `var import_a = require("x");\nvar import_ab = 1, o = {};\no.import_a = 2;\nexports.sum = import_ab + o.import_a`
  expect(run(lazyRequires(code))).toEqual({ exports: { sum: 3 }, required: [] })
})

test('asks once for what is required twice, under whatever names', () => {
  const code = `var import_a = require("x");
var import_b = require("x");
var y_1 = __toESM(require("x"), 1);
exports.used = [import_a.name, import_b.name, y_1.name]`
  expect(run(lazyRequires(code))).toEqual({ exports: { used: ['x', 'x', 'x'] }, required: ['x', 'x'] })
})

test('asks Node for its own modules itself', () => {
  const code = `var import_os = require("node:os");\nvar path_1 = __toESM(require("node:path"));
exports.used = [import_os.EOL, path_1.sep]`
  expect(run(lazyRequires(code))).toEqual({ exports: { used: ['\n', '/'] }, required: [] })
})
