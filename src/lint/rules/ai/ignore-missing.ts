import { isIgnored } from '../../files/ignore-file.ts'
import type { TrackedTree } from '../../files/tracked-tree.ts'
import type { RepositoryRule } from '../../rule.ts'
import { LOCAL_FILES } from '../repo/gitignore-missing.ts'

/** A tool that reads the working directory, what shows that the repository is set up for it, and its ignore file. */
interface AiTool {
  name: string
  /** A file, or a folder where it ends in a slash. */
  marks: readonly string[]
  ignoreFile: string
  /** Whether it leaves alone what git ignores. */
  heedsGit?: boolean
}

/** Sources: each tool's own documentation of its ignore file, in gitignore syntax. */
const TOOLS: readonly AiTool[] = [
  { name: 'Cursor', marks: ['.cursor/', '.cursorrules'], ignoreFile: '.cursorignore', heedsGit: true },
  { name: 'Gemini CLI', marks: ['.gemini/', 'GEMINI.md'], ignoreFile: '.geminiignore', heedsGit: true },
  { name: 'Aider', marks: ['.aider.conf.yml'], ignoreFile: '.aiderignore', heedsGit: true },
  { name: 'Windsurf', marks: ['.windsurf/', '.windsurfrules'], ignoreFile: '.codeiumignore', heedsGit: true },
  { name: 'Continue', marks: ['.continue/'], ignoreFile: '.continueignore', heedsGit: true },
  { name: 'Cline', marks: ['.clinerules', '.clinerules/'], ignoreFile: '.clineignore' },
  { name: 'Roo Code', marks: ['.roo/', '.roorules'], ignoreFile: '.rooignore' },
  { name: 'Junie', marks: ['.junie/'], ignoreFile: '.aiignore' },
]

const CLAUDE_SETTINGS = '.claude/settings.json'

export const aiIgnoreMissing: RepositoryRule = {
  meta: {
    id: 'ai/ignore-missing',
    severity: 'warning',
    rationale: 'A tool that reads the folder sends what it reads to somebody else.',
    docs: `Where the repository is set up for an AI tool, that tool must be kept from \`.env\` and its kin: by its own ignore file (${TOOLS.map((tool) => `\`${tool.ignoreFile}\``).join(', ')}), or for Claude Code by \`"permissions": { "deny": ["Read(./.env*)"] }\` in \`${CLAUDE_SETTINGS}\`. For the tools that leave alone what git ignores (${TOOLS.filter(
      (tool) => tool.heedsGit,
    )
      .map((tool) => tool.name)
      .join(', ')}), \`.gitignore\` is enough.`,
  },
  over: 'repository',
  *check({ tree }) {
    if (tree === undefined) return
    for (const { name, marks, ignoreFile, heedsGit } of TOOLS) {
      const mark = marks.find((candidate) => isThere(tree, candidate))
      const texts = [ignoreFile, ...(heedsGit ? ['.gitignore'] : [])].map((file) => tree.read(file) ?? '')
      const isKept = LOCAL_FILES.every((file) => texts.some((text) => isIgnored(text, file)))
      if (mark === undefined || isKept) continue
      yield {
        message: `${name} may read .env files here.`,
        hint: `Add the line ".env*" to ${ignoreFile}.`,
        at: { file: tree.paths.includes(ignoreFile) ? ignoreFile : firstOf(tree, mark) },
      }
    }
    const claude = ['.claude/', 'CLAUDE.md'].find((candidate) => isThere(tree, candidate))
    if (claude === undefined || /"Read\([^")]*\.env/.test(tree.read(CLAUDE_SETTINGS) ?? '')) return
    yield {
      message: 'Claude Code may read .env files here.',
      hint: `Add "Read(./.env*)" to "permissions.deny" in ${CLAUDE_SETTINGS}.`,
      at: { file: tree.paths.includes(CLAUDE_SETTINGS) ? CLAUDE_SETTINGS : firstOf(tree, claude) },
    }
  },
}

function isThere(tree: TrackedTree, mark: string): boolean {
  return firstOf(tree, mark) !== ''
}

/** The file itself, or the first one below a folder; empty where there is none. */
function firstOf(tree: TrackedTree, mark: string): string {
  return tree.paths.find((path) => (mark.endsWith('/') ? path.startsWith(mark) : path === mark)) ?? ''
}
