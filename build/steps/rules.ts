import { RULES } from '../../src/lint/registry.ts'
import type { RuleMeta } from '../../src/lint/rule.ts'
import { writeWhenChanged } from './write-when-changed.ts'

const PAGE = new URL('../../docs/rules.md', import.meta.url)

/** Writes docs/rules.md from what the rules say of themselves. */
export async function writeRules(): Promise<void> {
  await writeWhenChanged(PAGE, describeRules(RULES.map(({ meta }) => meta)))
}

function describeRules(rules: readonly RuleMeta[]): string {
  const groups = Map.groupBy(rules, ({ id }) => id.split('/')[0]!)
  return [
    '# Rules of `sotto lint`\n',
    '<!-- Made by the build from src/lint/rules. Change it there. -->\n',
    INTRODUCTION,
    table(rules),
    ...[...groups].map(([group, members]) => `## ${group}\n\n${members.map(describeRule).join('\n')}`),
  ].join('\n')
}

const INTRODUCTION = `Everything is judged from the schema and from what git tracks: no store, no network, no sign-in. An error
makes \`sotto lint\` end with 1; warnings and notes do not. A finding names secrets, members and files, never a value.

Settings stand in the schema, under \`lint\`:

\`\`\`json
"lint": {
  "rules": {
    "meta/access-missing": "error",
    "code/undeclared": { "severity": "off", "reason": "configuration is checked by the framework" }
  },
  "limits": { "long-lived": "60d" },
  "suppress": [
    { "rule": "name/vague", "secret": "API_KEY", "reason": "named by the vendor's library", "until": "2027-03-31" },
    { "rule": "repo/secret-in-file", "file": "test/fixtures/**", "reason": "invented", "until": "2027-03-31" }
  ]
}
\`\`\`

- \`rules\` sets a rule to \`error\`, \`warning\` or \`info\`; \`off\` needs a reason.
- \`limits\` sets the longest \`rotation.every\` by kind.
- \`suppress\` accepts findings until the end of a day, in UTC; then they come back. \`rule\` is one rule, a group
  (\`repo/*\`) or all (\`**\`); \`secret\` and \`file\` narrow it. In \`file\`, \`*\` matches inside a name and \`**\` across
  folders.
`

function table(rules: readonly RuleMeta[]): string {
  const rows = rules.map(
    ({ id, severity, rationale }) => `| [\`${id}\`](#${anchor(id)}) | ${severity} | ${rationale} |`,
  )
  return ['| rule | severity | why |', '|---|---|---|', ...rows, ''].join('\n')
}

function describeRule({ id, severity, rationale, docs }: RuleMeta): string {
  return `### ${id}\n\n*${severity}.* ${rationale}\n\n${docs}\n`
}

/** As Markdown renderers make it of a heading. */
function anchor(id: string): string {
  return id.replace('/', '')
}
