import type { Mutation } from './mutations.ts'

const INSTRUCTIONS: Readonly<Record<string, string>> = {
  add: 'sub',
  sub: 'add',
  mul: 'add',
  and: 'or',
  or: 'and',
  xor: 'or',
  shl: 'shr_u',
  shr_u: 'shl',
  shr_s: 'shl',
  eq: 'ne',
  ne: 'eq',
  lt_s: 'le_s',
  lt_u: 'le_u',
  le_u: 'lt_u',
  gt_u: 'ge_u',
  ge_u: 'gt_u',
  ge_s: 'gt_s',
}

const TOKEN = /;;.*|\(i(?:32|64)\.const (?<constant>0x\w+|-?\d+)\)|(?<=\bi(?:32|64)\.)(?<instruction>\w+)/g

/** The faults that can be put into a WebAssembly text: another instruction, a constant one higher. */
export function watMutationsOf(code: string): { code: string; mutations: Mutation[] } {
  const mutations: Mutation[] = []
  for (const match of code.matchAll(TOKEN)) {
    const place = { start: match.index, end: match.index + match[0].length }
    const { constant, instruction } = match.groups!
    if (constant !== undefined) {
      const replacement = match[0].replace(constant, String(Number(constant) + 1))
      mutations.push({ ...place, replacement })
    } else if (instruction !== undefined && Object.hasOwn(INSTRUCTIONS, instruction)) {
      mutations.push({ ...place, replacement: INSTRUCTIONS[instruction]! })
    }
  }
  return { code, mutations }
}
