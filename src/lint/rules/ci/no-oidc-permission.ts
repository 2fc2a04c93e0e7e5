import {
  isWorkflow,
  readWorkflow,
  type Workflow,
  type WorkflowJob,
  type WorkflowStep,
} from '../../reading/workflow.ts'
import type { FileRule } from '../../rule.ts'

/** Login steps, and the input by which each is asked to use the job's own identity. */
const LOGINS: Readonly<Record<string, string>> = {
  'aws-actions/configure-aws-credentials': 'role-to-assume',
  'google-github-actions/auth': 'workload_identity_provider',
  'azure/login': 'client-id',
  'hashicorp/vault-action': 'role',
}

/** Inputs that bring a credential of their own, so that no identity is asked for. */
const OWN_CREDENTIALS = ['aws-access-key-id', 'credentials_json', 'creds', 'token', 'roleId']

export const ciNoOidcPermission: FileRule = {
  meta: {
    id: 'ci/no-oidc-permission',
    severity: 'warning',
    rationale: 'Without it the login fails, and somebody puts a static key in its place.',
    docs: "Found is a step that signs a job in to a cloud or a Vault as itself, where neither the job nor the workflow has `id-token: write`. A job's own `permissions` replace those of the workflow. A reusable workflow that says nothing of permissions gets its caller's.",
  },
  over: 'file',
  reads: isWorkflow,
  *check(file) {
    const workflow = Object.keys(LOGINS).some((action) => file.text.toLowerCase().includes(action))
      ? readWorkflow(file.text)
      : undefined
    for (const job of workflow?.jobs ?? []) {
      if (isGranted(job, workflow!)) continue
      for (const step of job.steps.filter(signsIn)) {
        yield {
          message: 'A step signs in with the identity of a job that may not ask for one.',
          hint: 'Add "permissions: { id-token: write, contents: read }" to the job.',
          at: { file: file.path, position: file.positionAt(step.usesIndex!) },
        }
      }
    }
  },
}

function isGranted(job: WorkflowJob, workflow: Workflow): boolean {
  return job.mayRequestIdToken ?? workflow.mayRequestIdToken ?? workflow.isCalled
}

function signsIn(step: WorkflowStep): boolean {
  const input = step.uses === undefined ? undefined : LOGINS[step.uses]
  const names = step.with.map(({ name }) => name)
  return input !== undefined && names.includes(input) && !OWN_CREDENTIALS.some((own) => names.includes(own))
}
