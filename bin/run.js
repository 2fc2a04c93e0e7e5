#!/usr/bin/env node
// CommonJS in the syntax of 2009, so that the oldest Node reads far enough to be told what it lacks.
'use strict'

var NEEDED = [22, 15]

var running = process.versions.node.split('.').map(Number)
if (running[0] < NEEDED[0] || (running[0] === NEEDED[0] && running[1] < NEEDED[1])) {
  process.stderr.write(
    'sotto: Node ' + NEEDED.join('.') + ' or later is needed; this is ' + process.version + '.\n',
  )
  process.exitCode = 78
} else {
  require('../dist/sotto.cjs')
}
