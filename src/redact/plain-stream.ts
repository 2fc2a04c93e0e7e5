import type { RedactingStream } from './redactor.ts'

interface Plain {
  name: string
  bytes: Buffer
}

/** Redacts the values as they are. Holds back the longest end that is the beginning of a value. */
export class PlainStream implements RedactingStream {
  readonly #values: readonly Plain[]
  readonly #showNames: boolean
  #held: Buffer = Buffer.alloc(0)
  #shown = 0

  constructor(values: readonly Plain[], showNames: boolean) {
    this.#values = values
    this.#showNames = showNames
  }

  get idleAfter(): number | undefined {
    if (this.#held.length === this.#shown) return undefined
    return this.#held.length <= 4 ? 20 : 200
  }

  push(chunk: Uint8Array): readonly Uint8Array[] {
    const data = this.#held.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#held, chunk])
    const kept = this.#heldLength(data)
    const out = this.#redact(data.subarray(0, data.length - kept))
    this.#held = data.subarray(data.length - kept)
    this.#shown = 0
    return out
  }

  idle(milliseconds: number): readonly Uint8Array[] {
    if (this.idleAfter === undefined || milliseconds < this.idleAfter) return []
    const out = this.#held
    this.#held = Buffer.alloc(0)
    return out.length <= 4 ? [out] : [Buffer.from('[redacted]')]
  }

  end(): readonly Uint8Array[] {
    const out = this.#redact(this.#held)
    this.#held = Buffer.alloc(0)
    return out
  }

  #heldLength(data: Buffer): number {
    let longest = 0
    for (const { bytes } of this.#values) {
      for (let length = Math.min(bytes.length - 1, data.length); length > longest; length--) {
        if (data.subarray(data.length - length).equals(bytes.subarray(0, length))) longest = length
      }
    }
    return longest
  }

  #redact(data: Buffer): Uint8Array[] {
    const found: { start: number; end: number; name: string }[] = []
    for (const { name, bytes } of this.#values) {
      for (let at = data.indexOf(bytes); at >= 0; at = data.indexOf(bytes, at + 1)) {
        found.push({ start: at, end: at + bytes.length, name })
      }
    }
    found.sort((a, b) => a.start - b.start || b.end - a.end)
    const out: Uint8Array[] = []
    let done = 0
    for (const { start, end, name } of found) {
      if (start >= done) {
        if (start > done) out.push(data.subarray(done, start))
        out.push(Buffer.from(this.#showNames ? `[redacted:${name}]` : '[redacted]'))
      }
      done = Math.max(done, end)
    }
    if (done < data.length) out.push(data.subarray(done))
    return out
  }
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
}
