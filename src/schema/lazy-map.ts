/** A map whose values are made of others when they are first asked for. */
export class LazyMap<Key, Source, Value> implements ReadonlyMap<Key, Value> {
  readonly #sources: ReadonlyMap<Key, Source>
  readonly #made = new Map<Key, Value>()
  readonly #make: (source: Source, key: Key) => Value

  constructor(sources: Iterable<readonly [Key, Source]>, make: (source: Source, key: Key) => Value) {
    this.#sources = new Map(sources)
    this.#make = make
  }

  get size(): number {
    return this.#sources.size
  }

  has(key: Key): boolean {
    return this.#sources.has(key)
  }

  get(key: Key): Value | undefined {
    if (!this.#made.has(key) && this.#sources.has(key)) {
      this.#made.set(key, this.#make(this.#sources.get(key) as Source, key))
    }
    return this.#made.get(key)
  }

  keys(): MapIterator<Key> {
    return this.#sources.keys()
  }

  *values(): MapIterator<Value> {
    for (const key of this.#sources.keys()) yield this.get(key) as Value
  }

  *entries(): MapIterator<[Key, Value]> {
    for (const key of this.#sources.keys()) yield [key, this.get(key) as Value]
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries()
  }

  forEach(visit: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this) visit(value, key, this)
  }
}
