import fs from 'node:fs'

/** The part of node:fs/promises that the sources use; esbuild refuses a name that is not here. */
export const chmod = async (...args) => fs.chmodSync(...args)
export const link = async (...args) => fs.linkSync(...args)
export const lstat = async (...args) => fs.lstatSync(...args)
export const mkdir = async (...args) => fs.mkdirSync(...args)
export const mkdtemp = async (...args) => fs.mkdtempSync(...args)
export const readdir = async (...args) => fs.readdirSync(...args)
export const readFile = async (...args) => fs.readFileSync(...args)
export const readlink = async (...args) => fs.readlinkSync(...args)
export const realpath = async (...args) => fs.realpathSync(...args)
export const rename = async (...args) => fs.renameSync(...args)
export const rm = async (...args) => fs.rmSync(...args)
export const rmdir = async (...args) => fs.rmdirSync(...args)
export const stat = async (...args) => fs.statSync(...args)
export const unlink = async (...args) => fs.unlinkSync(...args)
export const writeFile = async (...args) => fs.writeFileSync(...args)

export const open = async (...args) => new FileHandle(fs.openSync(...args))

class FileHandle {
  constructor(fd) {
    this.fd = fd
  }

  async stat(...args) {
    return fs.fstatSync(this.fd, ...args)
  }

  async read(buffer, offset, length, position) {
    return { buffer, bytesRead: fs.readSync(this.fd, buffer, offset, length, position) }
  }

  async readFile(...args) {
    return fs.readFileSync(this.fd, ...args)
  }

  async writeFile(...args) {
    fs.writeFileSync(this.fd, ...args)
  }

  async sync() {
    fs.fsyncSync(this.fd)
  }

  async close() {
    fs.closeSync(this.fd)
  }
}
