/**
 * Calls `act` while ^Z has its usual effect on us, whoever else listens for it. Starting a process that stays in our
 * group needs that: stopped before it becomes what it is to be, it would keep us waiting, and nobody would see that
 * the job has stopped.
 */
export function stoppable<T>(act: () => T): T {
  const listeners = process.listeners('SIGTSTP')
  process.removeAllListeners('SIGTSTP')
  try {
    return act()
  } finally {
    for (const listener of listeners) process.on('SIGTSTP', listener)
  }
}
