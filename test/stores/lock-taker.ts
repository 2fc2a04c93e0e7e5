/** Takes the lock that its argument names, says so, and holds it until it is killed. */
import { withLock } from '../../src/stores/lock.ts'

await withLock(process.argv[2]!, new AbortController().signal, async () => {
  console.log('held')
  setInterval(() => {}, 60_000)
  await new Promise(() => {})
})
