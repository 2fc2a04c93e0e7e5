/** Runs that could be a key: long, unbroken, of the alphabets that keys are written in. */
const RUN = /[A-Za-z0-9+/_=-]{24,}/g

/** Bits a character from which a run that mixes letters and digits is no word, path or name. Measured on random base64 (4.5 and more at 24) against long identifiers (3.7 and less). */
const THRESHOLD = 4.1

/** A key in hexadecimal, which has too few letters for a high entropy. After a slash or a dot it names a commit or a file. */
const HEX = /(?<![\w/@.=-])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{32,}(?![\w-])/gi

/** Whether `text` holds a run of characters that nobody would type: long, mixed, and of high entropy. */
export function looksRandom(text: string): boolean {
  const runs = text.match(RUN)
  // A key in hexadecimal is such a run, too.
  if (runs === null) return false
  return (
    (text.match(HEX) ?? []).some((run) => bitsPerCharacter(run) >= 3) ||
    runs.some((run) => isMixed(run) && !isReadable(run) && bitsPerCharacter(run) >= THRESHOLD)
  )
}

function isMixed(run: string): boolean {
  return /[0-9]/.test(run) && /[a-z]/.test(run) && (/[A-Z]/.test(run) || run.length >= 32)
}

/** Paths and hyphenated names: every part between separators is short, one word, or the name of a commit. */
function isReadable(run: string): boolean {
  return run.split(/[/_=+-]/).every((part) => part.length < 12 || /^(?:[A-Za-z][a-z]*|[0-9a-f]+)$/.test(part))
}

function bitsPerCharacter(run: string): number {
  const counts = new Map<string, number>()
  for (const character of run) {
    counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  let bits = 0
  for (const count of counts.values()) {
    bits -= (count / run.length) * Math.log2(count / run.length)
  }
  return bits
}
