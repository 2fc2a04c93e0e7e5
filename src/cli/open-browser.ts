import { spawn } from 'node:child_process'

const OPENERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/**
 * Opens `url` in the person's browser without a shell. `false` where no opener could be started;
 * `true` says only that one was. The opener outlives us and has none of our streams.
 */
export function openBrowser(platform: NodeJS.Platform, url: string): Promise<boolean> {
  const [opener = 'xdg-open', ...words] = OPENERS[platform] ?? ['xdg-open']
  return new Promise((resolve) => {
    const child = spawn(opener, [...words, url], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
