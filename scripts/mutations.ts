import { stripTypeScriptTypes } from 'node:module'

/** One small fault: the text from `start` up to `end` replaced. */
export interface Mutation {
  start: number
  end: number
  replacement: string
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '+=': ['-='],
  '-=': ['+='],
  '++': ['--'],
  '--': ['++'],
  '&': ['|'],
  '|': ['&'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
  '!': [''],
}

const WORDS: Readonly<Record<string, string>> = {
  true: 'false',
  false: 'true',
  min: 'max',
  max: 'min',
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  continue: 'break',
  find: 'findLast',
  ceil: 'floor',
  floor: 'ceil',
}

/** A token that something can be done to. Strings, templates and regular expressions are skipped whole. */
const TOKEN =
  /(?<skipped>\/\/.*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=[(,=:[!&|?{};]\s*|return\s|^\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*)|(?<number>(?<![\w$.])\d[\w.]*)|(?<word>[A-Za-z_$#][\w$]*)|(?<operator>=>|\?\.|\.\.\.|[=!]==|>>>|[&|?]{2}=?|<<|>>|<=|>=|\+\+|--|[-+*/%&|^]=|[-+*/%&|<>!])/gm

/** The program text without its types, every position kept, and the faults that can be put into it. */
export function mutationsOf(source: string): { code: string; mutations: Mutation[] } {
  const code = stripTypeScriptTypes(source)
  const isImport = /^(import|export [*{]).*$/gm
  const imports = [...code.matchAll(isImport)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
  const mutations = [...tokenMutations(code), ...conditionMutations(code), ...statementMutations(code)]
  return {
    code,
    mutations: mutations.filter(({ start }) => !imports.some((one) => start >= one.start && start < one.end)),
  }
}

function* tokenMutations(code: string): Generator<Mutation> {
  for (const match of code.matchAll(TOKEN)) {
    const { skipped, number, word, operator } = match.groups!
    const place = { start: match.index, end: match.index + match[0].length }
    if (skipped !== undefined) {
      if (/^(''|"")$/.test(skipped)) yield { ...place, replacement: "'mutated'" }
      else if (/^['"]/.test(skipped) && !/^\s*:/.test(code.slice(place.end)))
        yield { ...place, replacement: "''" }
    } else if (number !== undefined) yield { ...place, replacement: `(${number} + 1)` }
    else if (word !== undefined && Object.hasOwn(WORDS, word)) yield { ...place, replacement: WORDS[word]! }
    else for (const replacement of OPERATORS[operator ?? ''] ?? []) yield { ...place, replacement }
  }
}

/** `if (..)` and `while (..)` that are never or always taken. */
function* conditionMutations(code: string): Generator<Mutation> {
  for (const match of code.matchAll(/\b(if|while) \(/g)) {
    const start = match.index + match[0].length
    const end = closing(code, start)
    yield { start, end, replacement: 'false' }
    if (match[1] === 'if') yield { start, end, replacement: 'true' }
  }
}

/** Statements of one line left out: calls, assignments, returns of a value. */
function* statementMutations(code: string): Generator<Mutation> {
  for (const match of code.matchAll(
    /^[ \t]*((?:this[.]|[a-z][\w$]*[.([]|[a-z][\w$]* [-+|&?]*= )[^\n]*)$/gm,
  )) {
    const statement = match[1]!
    const start = match.index + match[0].length - statement.length
    const isWhole =
      closing(`${statement}\n)`, 0) > statement.length && !/[,({[=&|?:.]\s*$|^[\w$]+:|=>\s*$/.test(statement)
    if (isWhole && /[)\w\]'"!]$/.test(statement.trimEnd()))
      yield { start, end: start + statement.length, replacement: '' }
  }
}

/** Where the bracket closes that was opened just before `start`. */
function closing(code: string, start: number): number {
  let open = 1
  for (let at = start; at < code.length; at++) {
    if ('([{'.includes(code[at]!)) open++
    else if (')]}'.includes(code[at]!) && --open === 0) return at
  }
  return code.length
}
