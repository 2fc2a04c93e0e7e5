/** One way of printing a value: what comes out, and the part of it that only the value decides. */
export interface Printed {
  output: Buffer
  /** What must not be seen in the redacted output. */
  secret: Buffer
}

type Shape = (value: Buffer) => Printed

/** Every shape in which a value must not come out. Written without the redactor's own encoders. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  plain: whole((value) => value),
  'upper case': ofText((text) => text.toUpperCase()),
  'lower case': ofText((text) => text.toLowerCase()),
  reversed: ofText((text) => Array.from(text).reverse().join('')),
  'base64, first': base64(0, 0, 'base64'),
  'base64, second': base64(1, 0, 'base64'),
  'base64, third': base64(2, 0, 'base64'),
  'base64, followed by one': base64(0, 1, 'base64'),
  'base64, followed by two': base64(0, 2, 'base64'),
  'base64, in the middle': base64(4, 5, 'base64'),
  'base64url, first': base64(0, 0, 'base64url'),
  'base64url, second': base64(1, 0, 'base64url'),
  'base64url, third': base64(2, 3, 'base64url'),
  'base64 in lines of 64': wrapped(base64(50, 40, 'base64'), 64, '\n'),
  'base64 in lines of 76': wrapped(base64(70, 40, 'base64'), 76, '\r\n'),
  hex: whole((value) => latin1(value.toString('hex'))),
  'hex in upper case': whole((value) => latin1(value.toString('hex').toUpperCase())),
  'hex with spaces': whole((value) => latin1(value.toString('hex').replace(/..(?!$)/g, '$& '))),
  'percent-encoded': percentEncoded(/[\w.~-]/),
  'percent-encoded, lower case': percentEncoded(/[\w.~-]/, (hex) => hex.toLowerCase()),
  'as encodeURIComponent does': ofText((text) => encodeURIComponent(text)),
  'as encodeURI does': ofText((text) => encodeURI(text)),
  'in a form': ofText((text) => new URLSearchParams([['', text]]).toString().slice(1)),
  'JSON string': ofText(json),
  'JSON string in a JSON string': ofText((text) => json(json(text))),
  'JSON string in ASCII': ofText((text) => json(text).replace(/[^\x00-\x7f]/g, unicodeEscape)),
  'JSON string with escaped slashes': ofText((text) => json(text).split('/').join('\\/')),
  'JSON string in a JSON string, with escaped slashes': ofText((text) =>
    json(json(text).split('/').join('\\/')),
  ),
  'JSON string as Go writes it': ofText((text) => json(text).replace(/[<>&]/g, unicodeEscape)),
  'HTML as PHP writes it': ofText((text) =>
    replaceEach(text, { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#039;' }),
  ),
  'HTML as Python writes it': ofText((text) =>
    replaceEach(text, { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' }),
  ),
  'XML in ASCII': ofText((text) =>
    Array.from(replaceEach(text, { '&': '&amp;', '<': '&lt;', '>': '&gt;' }))
      .map((one) => (one > '\x7f' ? `&#${one.codePointAt(0)};` : one))
      .join(''),
  ),
  'percent-encoded, with slashes': percentEncoded(/[\w.~/-]/),
  'percent-encoded path segment': percentEncoded(/[\w.~$&+=:@-]/),
  'percent-encoded form with %20': percentEncoded(/[\w.*-]/),
  'XML attribute': ofText((text) =>
    replaceEach(text, { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }),
  ),
  'HTML text': ofText((text) => replaceEach(text, { '&': '&amp;', '<': '&lt;', '>': '&gt;' })),
  'HTML attribute': ofText((text) =>
    replaceEach(text, { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }),
  ),
  'HTML as Go writes it': ofText((text) =>
    replaceEach(text, { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' }),
  ),
  'POSIX single quotes': ofText((text) => text.split("'").join("'\\''")),
  'POSIX double quotes': ofText((text) => text.replace(/["\\$`]/g, (character) => `\\${character}`)),
  'POSIX backslashes': ofText((text) => text.replace(/[^\w@%+=:,./\u0080-\uffff-]/g, (one) => `\\${one}`)),
  'dollar quotes': ofText((text) =>
    text.replace(/[\\'\x00-\x1f\x7f]/g, (one) => {
      if (one === '\\' || one === "'") return `\\${one}`
      const known: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\x1b': '\\E' }
      return known[one] ?? `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`
    }),
  ),
  'quotes around quotes': ofText((text) => text.split("'").join(`'"'"'`)),
  'dollar quotes in ASCII': ofText((text) =>
    [...Buffer.from(text.replace(/[\\']/g, (one) => `\\${one}`))]
      .map((byte) => {
        const known: Record<number, string> = { 10: '\\n', 9: '\\t', 13: '\\r', 27: '\\E' }
        if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte)
        return known[byte] ?? `\\${byte.toString(8).padStart(3, '0')}`
      })
      .join(''),
  ),
  'PowerShell, double quotes': ofText((text) => text.replace(/[`"$]/g, (one) => `\`${one}`)),
  'doubled double quotes': ofText((text) => text.split('"').join('""')),
  'cmd, all carets': ofText((text) => text.replace(/[&|<>^()%!"]/g, (one) => `^${one}`)),
  'cmd, doubled percent signs': ofText((text) => text.split('%').join('%%')),
  'escaped double quotes': ofText((text) => text.split('"').join('\\"')),
  'Python or Ruby string': ofText((text) =>
    text.replace(/[\\'\x00-\x1f\x7f]/g, (one) => {
      const known: Record<string, string> = {
        '\n': '\\n',
        '\t': '\\t',
        '\r': '\\r',
        '\\': '\\\\',
        "'": "\\'",
      }
      return known[one] ?? `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`
    }),
  ),
  'Go %+q': ofText((text) =>
    Array.from(
      json(text)
        .replace(/\\u00([01][0-9a-f])/g, '\\x$1')
        .replace(/\x7f/g, '\\x7f'),
    )
      .map((one) => {
        if (one <= '\x7f') return one
        const code = one.codePointAt(0)!.toString(16)
        return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`
      })
      .join(''),
  ),
  PowerShell: ofText((text) => text.split("'").join("''")),
  cmd: ofText((text) => text.replace(/[&|<>^]/g, (character) => `^${character}`)),
  'Go %q': ofText((text) =>
    text.replace(/["\\\x00-\x1f\x7f]/g, (one) => {
      const known: Record<string, string> = {
        '"': '\\"',
        '\\': '\\\\',
        '\n': '\\n',
        '\t': '\\t',
        '\r': '\\r',
      }
      return known[one] ?? `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`
    }),
  ),
  'UTF-16 LE': ofText((text) => Buffer.from(text, 'utf16le')),
  'UTF-16 BE': ofText((text) => Buffer.from(text, 'utf16le').swap16()),
  'a colour before each byte': between('\x1b[38;5;196m'),
  'colour and character set before each byte': between('\x1b[m\x1b(B'),
  'a space after each byte': between(' '),
  'a line break in the middle': whole((value) => {
    const middle = Math.max(5, value.length >> 1)
    return Buffer.concat([value.subarray(0, middle), latin1('\n    '), value.subarray(middle)])
  }),
  'CRLF line ends': ofText((text) => text.replace(/\r?\n/g, '\r\n')),
  indented: ofText((text) => text.replace(/\n/g, '\n        ')),
  twice: whole((value) => Buffer.concat([value, value])),
  'after its own beginning': whole((value) => Buffer.concat([value.subarray(0, 3), value])),
}

function whole(print: (value: Buffer) => Buffer): Shape {
  return (value) => {
    const output = print(value)
    return { output, secret: output }
  }
}

/** Shapes of text leave bytes that are no text as they are. */
function ofText(print: (text: string) => string | Buffer): Shape {
  return whole((value) => {
    const text = value.toString('utf8')
    if (!Buffer.from(text, 'utf8').equals(value)) return value
    const printed = print(text)
    return typeof printed === 'string' ? Buffer.from(printed) : printed
  })
}

function base64(before: number, after: number, encoding: 'base64' | 'base64url'): Shape {
  return (value) => {
    // Bytes that no text holds, so that their characters are not taken for the value's.
    const surrounded = Buffer.concat([Buffer.alloc(before, 0xff), value, Buffer.alloc(after, 0xff)])
    const text = surrounded.toString(encoding)
    const start = Math.ceil((before * 4) / 3)
    const end = Math.floor(((before + value.length) * 4) / 3)
    return { output: latin1(text), secret: latin1(text.slice(start, end)) }
  }
}

function wrapped(shape: Shape, width: number, lineEnd: string): Shape {
  return (value) => {
    const { output, secret } = shape(value)
    return {
      output: latin1(
        output
          .toString('latin1')
          .match(new RegExp(`.{1,${width}}`, 'g'))!
          .join(lineEnd),
      ),
      secret,
    }
  }
}

function between(filling: string): Shape {
  return (value) => ({
    output: Buffer.concat([...value].map((byte) => Buffer.concat([latin1(filling), Buffer.from([byte])]))),
    secret: value,
  })
}

function percentEncoded(kept: RegExp, writeHex = (hex: string) => hex.toUpperCase()): Shape {
  return ofText((text) =>
    [...Buffer.from(text)]
      .map((byte) => {
        const character = String.fromCharCode(byte)
        return byte < 128 && kept.test(character)
          ? character
          : `%${writeHex(byte.toString(16).padStart(2, '0'))}`
      })
      .join(''),
  )
}

function json(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function replaceEach(text: string, replacements: Record<string, string>): string {
  return [...text].map((character) => replacements[character] ?? character).join('')
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}
