import { describe, expect, test } from 'vitest'
import { TerminalSequences } from '../../src/redact/terminal-sequences.ts'

const textOf = (input: string, cut: number) => {
  const sequences = new TerminalSequences()
  let text = ''
  for (let at = 0; at < input.length; at += cut) {
    const chunk = Buffer.from(input.slice(at, at + cut), 'latin1')
    sequences.split(chunk, (from, to) => {
      expect(to).toBeGreaterThan(from)
      text += chunk.toString('latin1', from, to)
    })
  }
  return text
}

describe('the text between terminal sequences', () => {
  test.each([
    ['no sequence', 'ab', 'ab'],
    ['a colour', 'a\x1b[31mb', 'ab'],
    ['without parameters', 'a\x1b[mb', 'ab'],
    ['many parameters', 'a\x1b[38;2;255;0;10mb', 'ab'],
    ['private parameters', 'a\x1b[?25lb', 'ab'],
    ['intermediate bytes', 'a\x1b[1 qb', 'ab'],
    ['the first and the last final byte', 'a\x1b[1@b\x1b[1~c', 'abc'],
    ['a character set', 'a\x1b(Bb', 'ab'],
    ['two intermediate bytes', 'a\x1b$(Cb', 'ab'],
    ['the last intermediate byte', 'a\x1b/0b', 'ab'],
    ['a character set that is named as other sequences begin', 'a\x1b([b\x1b(]c', 'abc'],
    ['the first that has no intermediate byte', 'a\x1b0b', 'ab'],
    ['two bytes', 'a\x1b7b\x1b=c\x1bMd\x1b~e', 'abcde'],
    ['a title, whose payload is text', 'a\x1b]0;title\x07b', 'a0;title\x07b'],
    ['broken off by a line end', 'a\x1b[3\nb', 'a\nb'],
    ['broken off by another', 'a\x1b[3\x1b[1mb', 'ab'],
    ['an escape before an escape', 'a\x1b\x1b[1mb', 'ab'],
    ['an escape before a byte that is none of its own', 'a\x1b\x7fb\x1b\x80c', 'a\x7fb\x80c'],
    ['a character set broken off', 'a\x1b(\nb', 'a\nb'],
    ['at the end', 'a\x1b[3', 'a'],
  ])('%s', (_what, input, text) => {
    for (const cut of [1, 2, 3, input.length]) expect(textOf(input, cut)).toBe(text)
  })
})
