import type { BrokenBench, Fault } from '../harness.ts'
import { freedUrl, type Reply, startFaultServer } from './fault-server.ts'
import type { TlsFault } from './tls-faults.ts'
import type { TransportFault } from './transport-faults.ts'

/** Ends what would never end, long before the real deadline. */
const SHORT = 400

/** The store as it is opened at the server at `url`, for the tables of faults. */
export type BenchAt = (url: string) => BrokenBench | Promise<BrokenBench>

export function nobodyListens(benchAt: BenchAt): Fault {
  return {
    name: 'nobody listens',
    reason: 'unreachable',
    retryable: true,
    arrange: async () => benchAt(await freedUrl()),
  }
}

/** One request of the way, called `step`, is answered so; `serve` starts the server that does, and answers others well. */
export function transportFault(
  step: string,
  fault: TransportFault,
  serve: (reply: Reply) => Promise<BrokenBench>,
): Fault {
  return {
    ...headOf(fault, step),
    async arrange() {
      const elsewhere = await startFaultServer(() => ({ body: 'canary-elsewhere' }))
      return repairedBy(limited(await serve(fault.reply(elsewhere.url)), fault), async () => {
        await elsewhere.close()
        if (elsewhere.asked.length > 0) throw new Error('a redirect was followed')
      })
    },
  }
}

export function tlsFault(fault: TlsFault, benchAt: BenchAt): Fault {
  return {
    ...headOf({ ...fault, reason: 'unreachable' }),
    async arrange() {
      const server = await fault.start()
      return repairedBy(limited(await benchAt(server.url), fault), () => server.close())
    },
  }
}

/** What the service states in its own words, as `serve` has it say. */
export function statedFault(
  { ask, ...fault }: Omit<Fault, 'arrange'> & Pick<BrokenBench, 'ask'>,
  serve: () => Promise<BrokenBench>,
): Fault {
  const { name, reason, retryable } = fault
  return {
    name,
    reason,
    ...(retryable !== undefined && { retryable }),
    arrange: async () => ({ ...(await serve()), ...(ask && { ask }) }),
  }
}

/** `bench`, with one more thing to undo after its own. */
export function repairedBy(bench: BrokenBench, repair: () => Promise<void>): BrokenBench {
  return {
    ...bench,
    async repair() {
      await bench.repair?.()
      await repair()
    },
  }
}

/** A fault server keeps nothing. */
export function seedNothing(): Promise<never> {
  return Promise.reject(new Error('a fault server keeps nothing'))
}

function headOf({ name, reason, retryable }: Omit<Fault, 'arrange'>, step?: string): Omit<Fault, 'arrange'> {
  const title = `${step === undefined ? '' : `${step}: `}the server ${name}`
  return { name: title, reason, ...(retryable !== undefined && { retryable }) }
}

function limited(bench: BrokenBench, { endless }: { endless?: true }): BrokenBench {
  if (endless === undefined) return bench
  return { ...bench, context: { ...bench.context, signal: AbortSignal.timeout(SHORT) } }
}
