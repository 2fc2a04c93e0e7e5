import { compileRedactor } from '../redact/redactor.ts'
import { sealedValues } from '../secret/secret-value.ts'

let covered = 0
let redact = (text: string) => text

/**
 * `text`, which sotto is about to print itself, without any value that this process has held so far. Nothing that
 * sotto says should ever hold one: this is the last net, for the day on which it does.
 */
export function lastNet(text: string): string {
  const values = sealedValues()
  if (covered < values.length) {
    covered = values.length
    redact = compileRedactor(values.map((value) => ['', value])).redactText
  }
  return redact(text)
}
