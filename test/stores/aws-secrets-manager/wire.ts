import type { AskedRequest, Reply } from '../faults/fault-server.ts'
import { ACCOUNT, REGION } from './place.ts'

export const DEVELOPER = `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Developer_0123456789abcdef/alice@example.com`

/** The action that a request asks for: a header in AWS JSON 1.1, a form member in the query protocol of STS. */
export function actionOf({ headers, body }: AskedRequest): string {
  const target = headers['x-amz-target']
  return typeof target === 'string'
    ? target.slice(target.indexOf('.') + 1)
    : (new URLSearchParams(body).get('Action') ?? '')
}

/** The names that a batch asks for. */
export function namesIn({ body }: AskedRequest): string[] {
  return (JSON.parse(body) as { SecretIdList: string[] }).SecretIdList
}

/** STS's answer to who we are. */
export function callerIs(arn: string): Reply {
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>${arn}</Arn><UserId>AROACANARY:alice</UserId><Account>${ACCOUNT}</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`,
  }
}

/** An error of STS, in its query protocol. */
export function stsError(status: number, code: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>canary-message</Message></Error></ErrorResponse>`,
  }
}

/** An answer of Secrets Manager, in AWS JSON 1.1. */
export function json(body: unknown, status = 200): Reply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) }
}

/** An error of Secrets Manager. */
export function secretsError(status: number, code: string): Reply {
  return json({ __type: code, Message: 'canary-message' }, status)
}

/** A secret as a batch holds it. */
export function entry(name: string, changes: Readonly<Record<string, unknown>> = {}) {
  return {
    ARN: arnOf(name),
    Name: name,
    VersionId: '00000000-0000-4000-8000-000000000000',
    SecretString: `canary-${name}`,
    VersionStages: ['AWSCURRENT'],
    ...changes,
  }
}

export function arnOf(name: string, { account = ACCOUNT, region = REGION } = {}): string {
  return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`
}
