/** The signals by which a person or a supervisor asks us to stop. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Watches the stop signals for the use case that is running. */
export interface Interruption {
  /** Aborted by the first stop signal. Watching starts with the first call; before it a signal ends us at once. */
  signal(): AbortSignal
  /** Which signal came; `undefined` while none did. */
  by(): NodeJS.Signals | undefined
  /** Stops watching, so that signals can be the target's. */
  release(): void
}

/** Watches `source`, which is the process. A second signal finds no listener of ours and ends us at once. */
export function watchInterruption(source: Pick<NodeJS.Process, 'on' | 'off'>): Interruption {
  let controller: AbortController | undefined
  let came: NodeJS.Signals | undefined

  const stop = (name: NodeJS.Signals) => {
    came = name
    release()
    controller?.abort()
  }
  const release = () => {
    for (const name of STOP_SIGNALS) source.off(name, stop)
  }

  return {
    signal() {
      if (controller === undefined) {
        controller = new AbortController()
        for (const name of STOP_SIGNALS) source.on(name, stop)
      }
      return controller.signal
    },
    by: () => came,
    release,
  }
}
