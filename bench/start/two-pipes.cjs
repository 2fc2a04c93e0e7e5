// The least that any wrapper in Node does: start a command and pass on its two outputs.
const child = require('node:child_process').spawn('true', [], { stdio: ['inherit', 'pipe', 'pipe'] })
child.stdout.pipe(process.stdout)
child.stderr.pipe(process.stderr)
child.on('close', (code) => {
  process.exitCode = code
})
