import { expect, test } from 'vitest'
import { type Descriptor, inheritedAmong } from '../../src/inject/inherited-descriptors.ts'

const open = (fd: number, link: string, writable = false): Descriptor => ({
  fd,
  link,
  isWritable: () => writable,
})
const nodesOwn = (from: number) => [
  open(from, 'anon_inode:[eventpoll]'),
  open(from + 1, 'anon_inode:[io_uring]'),
  open(from + 2, 'pipe:[1000]'),
  open(from + 3, 'pipe:[1000]', true),
  open(from + 4, '/dev/null'),
]
const STREAMS = [0, 1, 2].map((fd) => open(fd, '/dev/pts/0', true))

test('nothing but Node’s own', () => {
  expect(inheritedAmong([...STREAMS, ...nodesOwn(3)])).toEqual([])
})

test('whatever lies below Node’s first event poll was there before, both ends of a job server’s pipe too', () => {
  const jobServer = [open(3, 'pipe:[7]'), open(4, 'pipe:[7]', true), open(5, '/dev/null')]
  expect(inheritedAmong([...STREAMS, ...jobServer, ...nodesOwn(6)])).toEqual([3, 4, 5])
})

test('above it, files, sockets and single pipe ends were, also where one end is open twice', () => {
  const far = [
    open(63, 'pipe:[8]'),
    open(62, 'pipe:[8]'),
    open(20, '/etc/hosts'),
    open(40, 'socket:[9]', true),
  ]
  expect(inheritedAmong([...STREAMS, ...nodesOwn(3), ...far])).toEqual([20, 40, 62, 63])
})

test('without /proc there is nothing to tell', () => {
  expect(inheritedAmong([])).toEqual([])
})
