import { afterEach, describe, expect, test, vi } from 'vitest'
import { MarkingStream } from '../../src/redact/redacting-stream.ts'
import { compileRedactor, type RedactorOptions } from '../../src/redact/redactor.ts'
import { SecretValue } from '../../src/secret/secret-value.ts'

const redactor = (secrets: Record<string, string>, options?: RedactorOptions) =>
  compileRedactor(
    Object.entries(secrets).map(([name, value]) => [name, SecretValue.seal(value)]),
    options,
  )

afterEach(() => {
  vi.unstubAllGlobals()
})

const text = (pieces: readonly Uint8Array[]) => Buffer.concat(pieces).toString('latin1')

describe('a redactor', () => {
  test('is empty without a value that it would redact', () => {
    expect(redactor({}).isEmpty).toBe(true)
    expect(redactor({ EMPTY: '', HOST: 'localhost', A: 'abc' }).isEmpty).toBe(true)
    expect(redactor({ A: 'abcd' }).isEmpty).toBe(false)
  })

  test('names the values that are too short or too common, and not the empty ones', () => {
    const secrets = {
      EMPTY: '',
      ONE: 'a',
      SHORT: 'abc',
      SPACED: 'a  b   c',
      COMMON: 'Postgres',
      PORT: '5432',
      GOOD: 'abcd',
    }
    expect(redactor(secrets).unredacted).toEqual(['ONE', 'SHORT', 'SPACED', 'COMMON', 'PORT'])
  })

  test('makes nothing for a stream in which nothing comes', () => {
    const unneeded = () => {
      throw new Error('made for nothing')
    }
    const stream = new MarkingStream(unneeded, unneeded)
    expect(stream.idleAfter).toBeUndefined()
    expect([...stream.idle(20), ...stream.idle(200), ...stream.end()]).toEqual([])
  })

  test('knows a backslash and a quote as a scripting language prints them', () => {
    const { redactText } = redactor({ TOKEN: "ca\\nary-'0123456", KEY: "ca\r\x07nary'-65432" })
    expect(redactText("token='ca\\\\nary-\\'0123456'")).toBe("token='[redacted]'")
    expect(redactText("key='ca\\r\\x07nary\\'-65432'")).toBe("key='[redacted]'")
  })

  test('knows control characters and a quote as a shell prints them', () => {
    const { redactText } = redactor({ TOKEN: "ca\rn\tary'\n\x1b0123456" })
    expect(redactText("token=$'ca\\rn\\tary\\'\\n\\E0123456'")).toBe("token=$'[redacted]'")
  })

  test('knows a backslash among control characters, and line breaks in two values that are printed alike', () => {
    const { redactText } = redactor({
      PATH: 'C:\\canary\t\x01invented',
      ONE: 'ca\nnary-01',
      TWO: 'can\nary-01',
    })
    expect(redactText("'C:\\\\canary\\t\\x01invented'")).toBe("'[redacted]'")
    expect([redactText('ca\nnary-01'), redactText('can\nary-01')]).toEqual(['[redacted]', '[redacted]'])
  })

  test('redacts our own text', () => {
    const message = redactor({ TOKEN: 'canary-0123456789' }).redactText('cannot use canary-0123456789 é')
    expect(message).toBe('cannot use [redacted] é')
  })

  test('takes a chunk of any size, with a value at any place in it', () => {
    const { open } = redactor({ TOKEN: 'canary-0123456789' })
    for (let before = 65_490; before <= 65_590; before++) {
      const stream = open()
      const chunk = `${'x'.repeat(before)} canary-0123456789 ${'y'.repeat(100_000)} canary-0123456789`
      expect(text([...stream.push(Buffer.from(chunk)), ...stream.end()])).toBe(
        chunk.replaceAll('canary-0123456789', '[redacted]'),
      )
    }
  })

  test('takes up nothing from before a stretch that it has jumped over', () => {
    const { redactText } = redactor({ TOKEN: 'canary-0123456789', LONGER: 'xcanary-0123456789' })
    const rest = `${'.'.repeat(100)}[redacted]${'.'.repeat(2000)}`
    expect(redactText(`xcax${rest.replace('[redacted]', 'canary-0123456789')}`)).toBe(`xcax${rest}`)
  })

  test('redacts where Node has no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined)
    const { redactText } = redactor({ TOKEN: 'canary-0123456789' })
    expect(redactText(' canary-0123456789 '.repeat(100))).toBe(' [redacted] '.repeat(100))
  })

  test('names the secret where that is asked for: the one that begins first, the longest of those', () => {
    const named = redactor(
      { A: 'canary-0123', B: 'canary-0123456789', C: '6789-other-canary', PIN: '4711' },
      { showNames: true },
    )
    expect(named.redactText('canary-0123 canary-0123456789 canary-0123456789-other-canary 4711')).toBe(
      '[redacted:A] [redacted:B] [redacted:B] [redacted:PIN]',
    )
  })

  test.each([
    ['its own line breaks', 'ab\ncd\nefghijkl', '[redacted]'],
    ['a line break that it does not have', 'a\nbcdefghijkl', 'a\n[redacted]'],
    ['its own and another', 'ab\nc\ndefghijkl', 'ab\nc\n[redacted]'],
    ['its first alone', 'ab\ncdefghijkl', '[redacted]'],
    ['a line break behind what may stay visible', 'abcde\nfghijkl', '[redacted]'],
  ])('a value with line breaks in its first bytes, printed with %s', (_what, printed, expected) => {
    const { open, redactText } = redactor({ TOKEN: 'ab\ncd\nefghijkl' })
    expect(redactText(printed)).toBe(expected)
    const stream = open()
    const pieces = [...printed].flatMap((byte) => stream.push(Buffer.from(byte)))
    expect(text([...pieces, ...stream.end()])).toBe(expected)
  })

  test('a value that begins before the first colour, and with a line break that it does not have', () => {
    const stream = redactor({ TOKEN: 'canary-0123456789' }).open()
    const pieces = ['ca\nna', 'ry-\x1b[0m0123456789'].flatMap((piece) => stream.push(Buffer.from(piece)))
    expect(text([...pieces, ...stream.end()])).toBe('ca\n[redacted]')
  })

  test('keeps its streams apart', () => {
    const both = redactor({ TOKEN: 'canary-0123456789' })
    const [one, other] = [both.open(), both.open()]
    expect(text(one.push(Buffer.from('canary-0123')))).toBe('')
    expect(text(other.push(Buffer.from('456789\n')))).toBe('456789\n')
    expect(text(one.push(Buffer.from('456789')))).toBe('[redacted]')
  })

  test('hands on a chunk that holds nothing, uncopied', () => {
    const chunk = Buffer.from(`${'nothing to see here, 1234567 '.repeat(100)}\n`)
    const pieces = redactor({ TOKEN: 'canary-0123456789' }).open().push(chunk)
    expect(pieces).toHaveLength(1)
    expect(pieces[0]!.buffer).toBe(chunk.buffer)
  })
})

describe('silence', () => {
  const TOKEN = 'canary-0123456789'

  test('has nothing to wait for where nothing is held', () => {
    const stream = redactor({ TOKEN }).open()
    expect(stream.idleAfter).toBeUndefined()
    stream.push(Buffer.from('done\n'))
    expect(stream.idleAfter).toBeUndefined()
    expect(stream.idle(500)).toEqual([])
    expect(stream.end()).toEqual([])
  })

  test('has nothing to wait for either where a short value is looked for', () => {
    const stream = redactor({ PIN: '4711' }).open()
    expect(text(stream.push(Buffer.from('Code: ')))).toBe('Code: ')
    expect(stream.idleAfter).toBeUndefined()
  })

  test('takes no value for public that is a public beginning and nothing more', () => {
    const stream = redactor({ TOKEN: 'sk_test_' }).open()
    stream.push(Buffer.from('sk_test'))
    expect(text(stream.idle(20)) + text(stream.idle(200))).toBe('[redacted]')
  })

  test('shows four held bytes after 20 ms, and none before', () => {
    const stream = redactor({ TOKEN }).open()
    expect(text(stream.push(Buffer.from('> cana')))).toBe('> ')
    expect(stream.idleAfter).toBe(20)
    expect(stream.idle(19)).toEqual([])
    expect(text(stream.idle(20))).toBe('cana')
    expect(stream.idleAfter).toBeUndefined()
    expect(text(stream.push(Buffer.from('ry-0123456789!')))).toBe('[redacted]!')
  })

  test('short silence shows nothing behind what may still go on', () => {
    const stream = redactor({ LONG: 'x-canary-0123456789-more', TOKEN: 'canary-0123456789' }).open()
    expect(text(stream.push(Buffer.from('x-canary-0123456789')))).toBe('')
    expect(stream.idle(20)).toEqual([])
    expect(text(stream.push(Buffer.from('-more.')))).toBe('[redacted].')
    const next = redactor({ LONG: 'xcanary-0123456789-more', TOKEN: 'canary-0123456789' }).open()
    expect(text(next.push(Buffer.from('xcanary-0123456789')))).toBe('')
    expect(next.idle(20)).toEqual([])
    expect(text(next.push(Buffer.from('-more.')))).toBe('[redacted].')
  })

  test('a line that ends right before the first escape character is remembered behind it', () => {
    const stream = redactor({ TOKEN: 'canary-0123456789' }).open()
    const shown = [Buffer.from('cana\n'), Buffer.from('\x1b[0mry-0123456789.')].map((chunk) =>
      text(stream.push(chunk)),
    )
    expect(shown.join('')).toBe('cana\n\x1b[0m[redacted].')
  })

  test('waits 20 ms again after the next byte', () => {
    const stream = redactor({ TOKEN }).open()
    stream.push(Buffer.from('canary'))
    expect(stream.idle(20)).toEqual([])
    expect(stream.idleAfter).toBe(200)
    stream.push(Buffer.from('-'))
    expect(stream.idleAfter).toBe(20)
  })

  test('puts the mark in the place of five after 200 ms, once, whatever follows', () => {
    const stream = redactor({ TOKEN }).open()
    stream.push(Buffer.from('canar'))
    expect(stream.idle(20)).toEqual([])
    expect(stream.idleAfter).toBe(200)
    expect(text(stream.idle(200))).toBe('[redacted]')
    expect(text(stream.push(Buffer.from('y-')))).toBe('')
    expect(text(stream.idle(200))).toBe('')
    expect(text(stream.push(Buffer.from('nothing')))).toBe('nothing')
  })

  test('marks a whole value that could go on after 20 ms', () => {
    const stream = redactor({ TOKEN, LONGER: `${TOKEN}-and-more` }, { showNames: true }).open()
    expect(text(stream.push(Buffer.from(TOKEN)))).toBe('')
    expect(text(stream.idle(20))).toBe('[redacted:TOKEN]')
    expect(text(stream.push(Buffer.from('-and-mo')))).toBe('')
    expect(text(stream.end())).toBe('-and-mo')
  })

  test('shows half of a short value at most, and marks a whole one', () => {
    const stream = redactor({ PIN: '4711' }, { showNames: true }).open()
    expect(text(stream.push(Buffer.from('PIN 47')))).toBe('PIN ')
    expect(text(stream.idle(20))).toBe('47')
    stream.push(Buffer.from(' 471'))
    expect(text(stream.idle(20))).toBe('')
    expect(text(stream.idle(200))).toBe('[redacted:PIN]')
    stream.push(Buffer.from(' 4711'))
    expect(text(stream.idle(20))).toBe('[redacted:PIN]')
    expect(stream.idleAfter).toBeUndefined()
  })

  test.each([
    ['a scheme and user', 'postgres://app:canary-0123@db/x', 'postgres://app:', 'canary'],
    ['a scheme', 'https://canary-0123456@git.example.com', 'https://', 'canary'],
    [
      'a PEM header',
      `-----BEGIN PRIVATE KEY-----\n${'Canary'.repeat(9)}`,
      '-----BEGIN PRIVATE KEY-----\n',
      'Canary',
    ],
    ['a JWT header', `eyJhbGciOiJIUzI1NiJ9.eyJ${'canary'.repeat(4)}.x`, 'eyJhbGciOiJIUzI1NiJ9.', 'eyJcanary'],
    ['a token prefix', 'sk_test_canary0123456789', 'sk_test_', 'canary'],
  ])('shows %s, which many values share, and hides what follows', (_what, value, shared, secret) => {
    const stream = redactor({ VALUE: value }).open()
    const before = text(stream.push(Buffer.from(shared)))
    expect(before + text(stream.idle(20))).toBe(shared)
    const whole = redactor({ VALUE: value }).open()
    const seen = text(whole.push(Buffer.from(shared + secret))) + text(whole.idle(20))
    expect(seen + text(whole.idle(200))).toBe(`${shared}[redacted]`)
  })

  test('takes nothing for public in the other shapes of a value that begins publicly', () => {
    const stream = redactor({ TOKEN: 'sk_test_canary0123456789' }).open()
    stream.push(Buffer.from('736b5'))
    expect(text(stream.idle(20)) + text(stream.idle(200))).toBe('[redacted]')
  })

  test('does not take what is public in one value for public in another', () => {
    const stream = redactor({ URL: 'postgres://canary:s3cr3t-0123@db/x', USER: 'canary:s3cr3t' }).open()
    stream.push(Buffer.from('postgres://canary:'))
    expect(text(stream.idle(20))).toBe('')
    expect(text(stream.idle(200))).toBe('postgres://[redacted]')
  })
})
