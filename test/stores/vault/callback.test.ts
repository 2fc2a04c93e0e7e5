import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { listenForCallback } from '../../../src/stores/vault/sign-in/callback.ts'

test('while the one answer is being looked at, a second one with the same state is refused', async () => {
  await using listener = await listenForCallback(0)
  const url = listener.redirectUri.replace('localhost', '127.0.0.1')
  const received = listener.receive('st_x', new AbortController().signal)
  const first = fetch(`${url}?state=st_x&code=canary-1`)
  const { code, reply } = await received
  expect((await fetch(`${url}?state=st_x&code=canary-2`)).status).toBe(404)
  expect(code).toBe('canary-1')
  reply(true)
  expect((await first).status).toBe(200)
})

test('the pages hold nothing that was sent, and let nothing in', async () => {
  await using listener = await listenForCallback(0)
  const url = listener.redirectUri.replace('localhost', '127.0.0.1')
  void listener.receive('st_x', AbortSignal.timeout(1000)).catch(() => undefined)
  const answer = await fetch(`${url}?state=<script>&code=canary`)
  expect(await answer.text()).not.toMatch(/script|canary/)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  })
})

test('a connection that says nothing does not keep it open', async () => {
  const listener = await listenForCallback(0)
  const silent = connect(Number(new URL(listener.redirectUri).port), '127.0.0.1')
  await new Promise((resolve) => silent.once('connect', resolve))
  silent.on('error', () => undefined)
  await listener[Symbol.asyncDispose]()
  expect(
    silent.destroyed || (await new Promise((resolve) => silent.once('close', () => resolve(true)))),
  ).toBe(true)
})
