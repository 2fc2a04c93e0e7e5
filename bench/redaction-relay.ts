import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { compileRedactor, type Redactor } from '../src/redact/redactor.ts'
import { relay } from '../src/redact/relay.ts'
import { SecretValue } from '../src/secret/secret-value.ts'

/**
 * `node redaction-relay.js SECRETS COMMAND...`: runs COMMAND and relays its output, without the values in
 * the JSON file SECRETS; with `-` for it, relays it as it is. Ends with a line on stderr: its peak memory in
 * KiB, and the processor time it took in seconds, as JSON.
 */
const [secretsFile, command, ...args] = process.argv.slice(2)

const untouched: Redactor = {
  isEmpty: true,
  unredacted: [],
  redactText: (text) => text,
  open: () => ({ push: (chunk) => [chunk], idle: () => [], idleAfter: undefined, end: () => [] }),
}

const redactor =
  secretsFile === '-'
    ? untouched
    : compileRedactor(
        Object.entries(JSON.parse(readFileSync(secretsFile!, 'utf8')) as Record<string, string>).map(
          ([name, value]) => [name, SecretValue.seal(value)],
        ),
      )

const target = spawn(command!, args, { stdio: ['inherit', 'pipe', 'inherit'] })
await relay(target.stdout, () => process.stdout, redactor).ended
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
process.stderr.write(`${JSON.stringify({ maxRSS, processor: (userCPUTime + systemCPUTime) / 1e6 })}\n`)
