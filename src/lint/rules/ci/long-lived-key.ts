import { isWorkflow, readWorkflow, type WorkflowPair } from '../../reading/workflow.ts'
import type { FileRule } from '../../rule.ts'

/** Variables and inputs by which a cloud or a Vault takes a credential that does not end by itself. */
const STATIC_NAMES = new Set(
  `AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS-ACCESS-KEY-ID AWS-SECRET-ACCESS-KEY
  GOOGLE_CREDENTIALS GOOGLE_APPLICATION_CREDENTIALS_JSON GCP_CREDENTIALS GCP_SA_KEY GCLOUD_SERVICE_KEY CREDENTIALS_JSON
  AZURE_CREDENTIALS AZURE_CLIENT_SECRET ARM_CLIENT_SECRET
  VAULT_TOKEN BAO_TOKEN`.split(/\s+/),
)

/** Inputs whose plain names mean such a credential for these actions only. */
const STATIC_INPUTS: Readonly<Record<string, string>> = {
  'azure/login': 'CREDS',
  'hashicorp/vault-action': 'TOKEN',
}

export const ciLongLivedKey: FileRule = {
  meta: {
    id: 'ci/long-lived-key',
    severity: 'error',
    rationale: 'A key that every job can read and that never ends is the first thing taken.',
    docs: "Found are GitHub Actions workflows that hand a static cloud key or a Vault token from `secrets` to a job, as a variable or as an input of an action. Sign in with the job's own identity instead: `id-token: write` and a role, a workload identity provider or the `jwt` method. What another step minted (`steps.*.outputs`) and literal dummies for emulators are not found.",
  },
  over: 'file',
  reads: isWorkflow,
  *check(file) {
    const workflow = file.text.includes('secrets') ? readWorkflow(file.text) : undefined
    if (workflow === undefined) return
    const steps = workflow.jobs.flatMap((job) => job.steps)
    const handed = [
      ...workflow.env,
      ...workflow.jobs.flatMap((job) => job.env),
      ...steps.flatMap((step) => [...step.env, ...step.with]),
    ].filter(isStatic)
    const inputs = steps.flatMap((step) => step.with.filter((pair) => isStaticInput(step.uses, pair)))
    for (const { name, index } of [...handed, ...inputs]) {
      yield {
        message: `A job is handed a long-lived key as ${name}.`,
        hint: 'Let the job sign in as itself, with "id-token: write" and a role or identity provider.',
        at: { file: file.path, position: file.positionAt(index) },
        secret: name,
      }
    }
  },
}

function isStatic({ name, value }: WorkflowPair): boolean {
  return STATIC_NAMES.has(name.toUpperCase()) && namesSecret(value)
}

function isStaticInput(uses: string | undefined, { name, value }: WorkflowPair): boolean {
  return uses !== undefined && STATIC_INPUTS[uses] === name.toUpperCase() && namesSecret(value)
}

function namesSecret(value: string): boolean {
  return /\$\{\{[^}]{0,200}\bsecrets\b/.test(value)
}
