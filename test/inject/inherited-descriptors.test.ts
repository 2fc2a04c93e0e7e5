import { expect, test } from 'vitest'
import { inheritedAmong } from '../../src/inject/inherited-descriptors.ts'

const NODES_OWN = (from: number) => [
  { fd: from, link: 'anon_inode:[eventpoll]' },
  { fd: from + 1, link: 'anon_inode:[io_uring]' },
  { fd: from + 2, link: 'pipe:[1000]' },
  { fd: from + 3, link: 'pipe:[1000]' },
  { fd: from + 4, link: '/dev/null' },
]
const STREAMS = [0, 1, 2].map((fd) => ({ fd, link: '/dev/pts/0' }))

test('nothing but Node’s own', () => {
  expect(inheritedAmong([...STREAMS, ...NODES_OWN(3)])).toEqual([])
})

test('whatever lies below Node’s first event poll was there before, both ends of a job server’s pipe too', () => {
  const jobServer = [
    { fd: 3, link: 'pipe:[7]' },
    { fd: 4, link: 'pipe:[7]' },
    { fd: 5, link: '/dev/null' },
  ]
  expect(inheritedAmong([...STREAMS, ...jobServer, ...NODES_OWN(6)])).toEqual([3, 4, 5])
})

test('above it, files, sockets and single pipe ends were', () => {
  const far = [
    { fd: 63, link: 'pipe:[8]' },
    { fd: 20, link: '/etc/hosts' },
    { fd: 40, link: 'socket:[9]' },
  ]
  expect(inheritedAmong([...STREAMS, ...NODES_OWN(3), ...far])).toEqual([20, 40, 63])
})

test('without /proc there is nothing to tell', () => {
  expect(inheritedAmong([])).toEqual([])
})
