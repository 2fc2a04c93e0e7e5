import { isWorkflow, readWorkflow } from '../../reading/workflow.ts'
import type { FileRule } from '../../rule.ts'

const EXPRESSION = /\$\{\{[^}]{0,200}?\bsecrets\s{0,9}(?:\.|\[|\))/g

export const ciSecretInArgument: FileRule = {
  meta: {
    id: 'ci/secret-in-argument',
    severity: 'error',
    rationale: 'The value becomes part of a script: process lists, traces and shell syntax all see it.',
    docs: 'Found is an expression that reads `secrets` inside a `run:` line of a GitHub Actions workflow. Hand the secret to the step under `env`, and write `"$X"` in the script.',
  },
  over: 'file',
  reads: isWorkflow,
  *check(file) {
    const workflow = file.text.includes('secrets') ? readWorkflow(file.text) : undefined
    for (const { run } of workflow?.jobs.flatMap((job) => job.steps) ?? []) {
      const [start, end] = run?.range ?? [0, 0]
      for (const match of file.text.slice(start, end).matchAll(EXPRESSION)) {
        yield {
          message: 'A secret is written into the text of a script.',
          hint: 'Hand it to the step under "env", and use the variable in the script.',
          at: { file: file.path, position: file.positionAt(start + match.index) },
        }
      }
    }
  },
}
