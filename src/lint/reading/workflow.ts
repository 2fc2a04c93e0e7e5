import { isMap, isScalar, isSeq, parseDocument, type Scalar, type YAMLMap } from 'yaml'

/** A step of a job. Members are YAML nodes, which know where they stand. */
export interface WorkflowStep {
  /** The action without its version, in lower case: `aws-actions/configure-aws-credentials`. */
  uses?: string
  /** Where `uses` stands. */
  usesIndex?: number
  run?: Scalar
  with: readonly WorkflowPair[]
  env: readonly WorkflowPair[]
}

/** A member of `env` or `with`. `value` is kept only to be judged. */
export interface WorkflowPair {
  name: string
  value: string
  /** Offset of the name. */
  index: number
}

export interface WorkflowJob {
  env: readonly WorkflowPair[]
  steps: readonly WorkflowStep[]
  /** As {@link Workflow.mayRequestIdToken}; `undefined` where the job says nothing. */
  mayRequestIdToken?: boolean
}

export interface Workflow {
  env: readonly WorkflowPair[]
  jobs: readonly WorkflowJob[]
  /** Whether its permissions grant `id-token: write`; `undefined` where it says nothing of permissions. */
  mayRequestIdToken?: boolean
  /** Whether another workflow calls it and lends it its own permissions. */
  isCalled: boolean
}

/** Whether a path is a workflow of GitHub Actions. */
export function isWorkflow(path: string): boolean {
  return /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path)
}

/** Characters above which nobody wrote a workflow; the parser takes more than linear time for a hostile one. */
const LONGEST = 128 * 1024

/** Reads a workflow as far as it can be read; `undefined` where it is no YAML map. Aliases are not followed. */
export function readWorkflow(text: string): Workflow | undefined {
  const root = text.length > LONGEST ? undefined : parseYaml(text)
  if (!isMap(root)) return undefined
  const jobs = mapAt(root, 'jobs')
  return {
    env: pairsAt(root, 'env'),
    jobs: (jobs?.items ?? []).flatMap(({ value }) => (isMap(value) ? [readJob(value)] : [])),
    isCalled: mentions(root, 'on', 'workflow_call'),
    ...grantOf(root),
  }
}

/** Nesting without an end overflows the parser's stack: such a text is no workflow. */
function parseYaml(text: string): unknown {
  try {
    return parseDocument(text, { logLevel: 'silent', strict: false, uniqueKeys: false, prettyErrors: false })
      .contents
  } catch {
    return undefined
  }
}

function readJob(job: YAMLMap): WorkflowJob {
  const steps = job.get('steps', true)
  return {
    env: pairsAt(job, 'env'),
    steps: isSeq(steps) ? steps.items.flatMap((step) => (isMap(step) ? [readStep(step)] : [])) : [],
    ...grantOf(job),
  }
}

function readStep(step: YAMLMap): WorkflowStep {
  const uses = step.get('uses', true)
  const run = step.get('run', true)
  return {
    with: pairsAt(step, 'with'),
    env: pairsAt(step, 'env'),
    ...(isScalar(uses)
      ? { uses: String(uses.value).split('@')[0]!.toLowerCase(), usesIndex: uses.range?.[0] ?? 0 }
      : {}),
    ...(isScalar(run) ? { run } : {}),
  }
}

function grantOf(node: YAMLMap): { mayRequestIdToken?: boolean } {
  const permissions = node.get('permissions', true)
  if (permissions === undefined) return {}
  if (isMap(permissions)) return { mayRequestIdToken: permissions.get('id-token') === 'write' }
  return { mayRequestIdToken: isScalar(permissions) && permissions.value === 'write-all' }
}

function pairsAt(node: YAMLMap, name: string): readonly WorkflowPair[] {
  return (mapAt(node, name)?.items ?? []).flatMap(({ key, value }) =>
    isScalar(key) && isScalar(value)
      ? [{ name: String(key.value), value: String(value.value ?? ''), index: key.range?.[0] ?? 0 }]
      : [],
  )
}

function mapAt(node: YAMLMap, name: string): YAMLMap | undefined {
  const value = node.get(name, true)
  return isMap(value) ? value : undefined
}

/** Whether the member `name` is, lists or has a member called `word`. */
function mentions(node: YAMLMap, name: string, word: string): boolean {
  const value = node.get(name, true)
  if (isMap(value)) return value.has(word)
  if (isSeq(value)) return value.items.some((item) => isScalar(item) && item.value === word)
  return isScalar(value) && value.value === word
}
