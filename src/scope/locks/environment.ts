import { findDenyWord } from '../../schema/deny-words.ts'
import type { EnvironmentDeclaration } from '../../schema/types.ts'
import type { Fault } from '../judgement.ts'

/**
 * First lock: only an environment of class development has a way to a value. A name that says production
 * refuses too, so that changing the class alone opens nothing.
 */
export function judgeEnvironment(environment: EnvironmentDeclaration): Fault | undefined {
  if (environment.class !== 'development') {
    return {
      lock: 'environment',
      kind: 'not-development',
      message: `the environment ${environment.name} is of class ${environment.class}, whose values are never fetched`,
    }
  }
  const word = findDenyWord(environment.name)
  if (word === undefined) {
    return undefined
  }
  return {
    lock: 'environment',
    kind: 'not-development',
    message: `the environment ${environment.name} is declared as development, and its name says ${word}`,
  }
}
