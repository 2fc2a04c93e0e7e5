import type { TrackedFile } from '../../files/tracked-file.ts'
import { isDockerfile } from '../../reading/dockerfile.ts'
import { isWorkflow } from '../../reading/workflow.ts'
import type { FileRule } from '../../rule.ts'
import { languageOf } from '../../variables/languages.ts'

/** The whole environment handed to something that prints, by the words of several languages. */
const PRINTED: readonly { needle: string; pattern: RegExp }[] = [
  {
    needle: 'process.env',
    pattern:
      /\b(?:console|log|logger)\.(?:log|info|debug|warn|error|dir|table|trace)\(\s{0,9}(?:[^()\n]{0,200},\s{0,9})?(?:JSON\.stringify\(\s{0,9})?(?:\{\s{0,9}\.\.\.)?process\.env\s{0,9}[),}]/g,
  },
  {
    needle: 'os.environ',
    pattern: /\bp?print\(\s{0,9}(?:(?:dict|str|repr)\(\s{0,9})?os\.environ(?:\.items\(\))?\s{0,9}[),]/g,
  },
  {
    needle: 'os.Environ()',
    pattern: /\b(?:fmt|log)\.Print(?:ln|f)?\((?:[^()\n]{0,200},\s{0,9})?os\.Environ\(\)/g,
  },
  {
    needle: 'ENV',
    pattern: /^[ \t]{0,99}(?:puts|pp?|print)[ (]\s{0,9}ENV(?:\.(?:to_h|to_a|inspect))?\s{0,9}\)?\s{0,9}$/gm,
  },
  {
    needle: 'System.getenv()',
    pattern: /\bSystem\.out\.print(?:ln)?\(\s{0,9}System\.getenv\(\)\s{0,9}\)/g,
  },
  {
    needle: '_ENV',
    pattern: /\b(?:print_r|var_dump)\(\s{0,9}\$_ENV\s{0,9}\)/g,
  },
]

/** The same in a shell: a command without an argument that would narrow it. */
const PRINTED_BY_SHELL =
  /(?:^|[;&|(]|\bRUN|run:)[ \t]{0,99}(?:printenv|env|export -p|declare -x)[ \t]{0,99}(?=$|[\r\n;&|>)#])/gm

const TRACED =
  /^[ \t]{0,99}(?:set[ \t]+(?:-[a-wyzA-Z]{0,9}x[a-z]{0,9}|-o[ \t]+xtrace)\b|#![^\r\n]{0,99}sh[ \t]+-[a-z]{0,9}x)/gm

export const codeEnvLogged: FileRule = {
  meta: {
    id: 'code/env-logged',
    severity: 'warning',
    rationale: 'A log keeps what it is given, for everybody who reads logs.',
    docs: 'Found are the whole environment handed to a function that prints (`console.log(process.env)`, `print(os.environ)`, `fmt.Println(os.Environ())`, ...), `printenv` or `env` without an argument in scripts, Dockerfiles and workflows, and `set -x` in a script that uses a declared secret.',
  },
  over: 'file',
  reads: (path) => languageOf(path) !== undefined || isShellLike(path),
  *check(file, { declared }) {
    for (const index of isShellLike(file.path) ? inShell(file, declared) : inCode(file)) {
      yield {
        message: 'The whole environment is printed here.',
        hint: 'Print the names that are needed, never the environment.',
        at: { file: file.path, position: file.positionAt(index) },
      }
    }
  },
}

function* inCode({ text }: TrackedFile): Iterable<number> {
  for (const { needle, pattern } of PRINTED) {
    if (!text.includes(needle)) continue
    for (const match of text.matchAll(pattern)) yield match.index + leadingSpace(match[0])
  }
}

function* inShell({ text }: TrackedFile, declared: ReadonlySet<string>): Iterable<number> {
  for (const match of text.matchAll(PRINTED_BY_SHELL)) {
    yield match.index + match[0].search(/(?:printenv|env|export|declare)[^a-z]*/)
  }
  if (![...text.matchAll(/\$\{?([A-Z][A-Z0-9_]{0,127})/g)].some(([, name]) => declared.has(name!))) return
  for (const match of text.matchAll(TRACED)) yield match.index + leadingSpace(match[0])
}

function isShellLike(path: string): boolean {
  return (
    /\.(?:sh|bash|zsh|ksh)$|(?:^|\/)(?:Makefile|Jenkinsfile|Procfile)$/.test(path) ||
    isDockerfile(path) ||
    isWorkflow(path)
  )
}

function leadingSpace(text: string): number {
  return text.length - text.trimStart().length
}
