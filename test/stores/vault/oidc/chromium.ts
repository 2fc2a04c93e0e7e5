import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LastPage } from './patient-client.ts'

const PROGRAM = '/usr/bin/chromium'

/** Why there is no browser to try with; undefined: there is one. */
export const chromiumMissing = existsSync(PROGRAM) ? undefined : 'no browser here: apt-get install chromium'

/** The same as a person with a browser: Chromium, told what to type and click, and nothing else. */
export async function signInWithChromium(page: string, name: string): Promise<LastPage> {
  const profile = mkdtempSync(join(tmpdir(), 'sotto-chromium-'))
  const child = spawn(
    PROGRAM,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      // Without these its start waits for hosts that it wants to look up.
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  const exited = new Promise((resolve) => child.once('exit', resolve))
  try {
    const tab = await openTab(await debuggingAddress(child.stderr!))
    await tab.send('Page.navigate', { url: page })
    return await walk(tab, name)
  } finally {
    process.kill(-child.pid!, 'SIGKILL')
    await exited
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

/** Answers every form until a page without one stands where the sign-in ends. */
async function walk(tab: Tab, name: string): Promise<LastPage> {
  const step = `(() => {
    const { href } = location
    if (document.readyState !== 'complete') return JSON.stringify({})
    const form = document.querySelector('form')
    if (form === null) return JSON.stringify(href.includes('/oidc/callback') ? { url: href, text: document.body.innerText } : {})
    if (form.dataset.sent) return JSON.stringify({})
    form.dataset.sent = 'yes'
    for (const input of form.querySelectorAll('input:not([type=hidden])')) input.value = input.name === 'login' ? ${JSON.stringify(name)} : 'anything'
    form.querySelector('button[type=submit]').click()
    return JSON.stringify({})
  })()`
  for (;;) {
    const { result } = await tab.send('Runtime.evaluate', { expression: step })
    const page = JSON.parse(result?.value ?? '{}') as Partial<LastPage>
    if (page.url !== undefined) return page as LastPage
    await tab.nextLoad()
  }
}

interface Tab {
  send(method: string, params?: object): Promise<{ result?: { value?: string } }>
  /** Resolves when another page has loaded, or in a moment if none does. */
  nextLoad(): Promise<void>
}

function debuggingAddress(stderr: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  return new Promise((resolve, reject) => {
    stderr.on('data', (chunk: Buffer) => {
      text += chunk
      const address = /DevTools listening on ws:\/\/([^/]+)\//.exec(text)?.[1]
      if (address !== undefined) resolve(address)
    })
    stderr.on('end', () => reject(new Error('Chromium did not start')))
  })
}

async function openTab(address: string): Promise<Tab> {
  const tabs = (await (await fetch(`http://${address}/json/list`)).json()) as {
    type: string
    webSocketDebuggerUrl: string
  }[]
  const socket = new WebSocket(tabs.find(({ type }) => type === 'page')!.webSocketDebuggerUrl)
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
  const waiting = new Map<number, (answer: object) => void>()
  let loaded = Promise.withResolvers<void>()
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as { id?: number; method?: string; result?: object }
    if (message.id !== undefined) waiting.get(message.id)?.(message.result ?? {})
    else if (message.method === 'Page.loadEventFired') {
      loaded.resolve()
      loaded = Promise.withResolvers<void>()
    }
  })
  let count = 0
  const send = (method: string, params: object = {}) =>
    new Promise<object>((resolve) => {
      count += 1
      waiting.set(count, resolve)
      socket.send(JSON.stringify({ id: count, method, params }))
    })
  await send('Page.enable')
  return {
    send,
    nextLoad: () => Promise.race([loaded.promise, new Promise<void>((resolve) => setTimeout(resolve, 50))]),
  }
}
