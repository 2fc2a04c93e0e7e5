/** One part of a glob. */
type Step =
  | { text: string }
  | { set: ReadonlySet<string>; negated: boolean }
  | 'any'
  | 'star'
  | 'globstar'
  /** Before the two steps of `**` and `/`, which may both be left out. */
  | 'folders'

/**
 * Compiles a glob over a path with `/` between folders: `?` one character, `*` any inside a name, `**` across
 * folders, `[a-z]` a choice, `\` takes the next character as it is. Matching takes time in proportion to path
 * times pattern, whatever the pattern: it is data from a repository.
 */
export function compileGlob(pattern: string): (path: string) => boolean {
  const steps = readSteps(pattern)
  return (path) => matches(steps, path)
}

/** Keeps the set of steps that could come next, so that no star is ever tried twice. */
function matches(steps: readonly Step[], path: string): boolean {
  let at = reach(steps, new Set([0]))
  for (const character of path) {
    const next = new Set<number>()
    for (const index of at) {
      const step = steps[index]
      if (step === undefined || !accepts(step, character)) continue
      next.add(step === 'star' || step === 'globstar' ? index : index + 1)
    }
    at = reach(steps, next)
    if (at.size === 0) return false
  }
  return at.has(steps.length)
}

/** A star may match nothing, so what follows it is reachable too. Walking a set visits what is added to it. */
function reach(steps: readonly Step[], from: Set<number>): Set<number> {
  for (const index of from) {
    const step = steps[index]
    if (step === 'star' || step === 'globstar' || step === 'folders') from.add(index + 1)
    if (step === 'folders') from.add(index + 3)
  }
  return from
}

function accepts(step: Step, character: string): boolean {
  if (step === 'folders') return false
  if (step === 'globstar') return true
  if (character === '/') return typeof step === 'object' && 'text' in step && step.text === '/'
  if (step === 'star' || step === 'any') return true
  return 'text' in step ? step.text === character : step.set.has(character) !== step.negated
}

function readSteps(pattern: string): readonly Step[] {
  const steps: Step[] = []
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!
    const close = character === '[' ? pattern.indexOf(']', i + 2) : -1
    if (pattern.startsWith('**/', i)) {
      steps.push('folders', 'globstar', { text: '/' })
      i += 2
    } else if (pattern.startsWith('**', i)) {
      steps.push('globstar')
      i += 1
    } else if (character === '*') {
      steps.push('star')
    } else if (character === '?') {
      steps.push('any')
    } else if (close !== -1) {
      steps.push(readSet(pattern.slice(i + 1, close)))
      i = close
    } else if (character === '\\' && i + 1 < pattern.length) {
      steps.push({ text: pattern[++i]! })
    } else {
      steps.push({ text: character })
    }
  }
  return steps
}

function readSet(body: string): Step {
  const negated = /^[!^]/.test(body)
  const set = new Set<string>()
  for (const match of body.slice(negated ? 1 : 0).matchAll(/(.)-(.)|(.)/gs)) {
    const [, from, to, single] = match
    if (single !== undefined) set.add(single)
    else
      for (let code = from!.charCodeAt(0); code <= to!.charCodeAt(0); code++)
        set.add(String.fromCharCode(code))
  }
  return { set, negated }
}
