import { GITHUB_TOKEN_VARIABLES } from '../github-token.ts'

/** Where OpenBao's and Vault's own tools look for a token first, in their order. */
export const TOKEN_VARIABLES = ['BAO_TOKEN', 'VAULT_TOKEN'] as const

/** A workload's signed token that the CI system put there, by the name that GitLab's documentation gives it. */
export const ID_TOKEN = 'VAULT_ID_TOKEN'

/** Every variable that a sign-in may come from. */
export const CREDENTIAL_VARIABLES = [...TOKEN_VARIABLES, ID_TOKEN, ...GITHUB_TOKEN_VARIABLES] as const
