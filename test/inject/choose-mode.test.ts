import { expect, test } from 'vitest'
import { chooseMode, type ModeFacts } from '../../src/inject/choose-mode.ts'

const TERMINAL = { stdin: true, stdout: true, stderr: true }
const FACTS: ModeFacts = { redact: true, terminal: TERMINAL, pseudoTerminal: true, replaceable: true }

const CASES: [name: string, facts: Partial<ModeFacts>, mode: unknown][] = [
  ['nothing to redact and nothing left to do', { redact: false }, { kind: 'replace' }],
  [
    'nothing to redact, but something is left to do',
    { redact: false, replaceable: false },
    { kind: 'streams', stdout: 'as-is', stderr: 'as-is' },
  ],
  ['all three are the terminal', {}, { kind: 'terminal' }],
  [
    'no pseudo-terminal can be had',
    { pseudoTerminal: false },
    { kind: 'streams', stdout: 'pipe', stderr: 'pipe' },
  ],
  [
    'a file on stdin',
    { terminal: { ...TERMINAL, stdin: false } },
    { kind: 'streams', stdout: 'pseudo-terminal', stderr: 'pseudo-terminal' },
  ],
  [
    'stdout to a file',
    { terminal: { ...TERMINAL, stdout: false } },
    { kind: 'streams', stdout: 'pipe', stderr: 'pseudo-terminal' },
  ],
  [
    'stderr to a file',
    { terminal: { ...TERMINAL, stderr: false } },
    { kind: 'streams', stdout: 'pseudo-terminal', stderr: 'pipe' },
  ],
  [
    'no terminal at all',
    { terminal: { stdin: false, stdout: false, stderr: false } },
    { kind: 'streams', stdout: 'pipe', stderr: 'pipe' },
  ],
]

test.each(CASES)('%s', (_, facts, mode) => {
  expect(chooseMode({ ...FACTS, ...facts })).toEqual(mode)
})
