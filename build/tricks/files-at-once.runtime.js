import {
  chmodSync,
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'

/** The part of node:fs/promises that the sources use; esbuild refuses a name that is not here. */
export const chmod = async (...args) => chmodSync(...args)
export const link = async (...args) => linkSync(...args)
export const lstat = async (...args) => lstatSync(...args)
export const mkdir = async (...args) => mkdirSync(...args)
export const mkdtemp = async (...args) => mkdtempSync(...args)
export const readdir = async (...args) => readdirSync(...args)
export const readFile = async (...args) => readFileSync(...args)
export const readlink = async (...args) => readlinkSync(...args)
export const realpath = async (...args) => realpathSync.native(...args)
export const rename = async (...args) => renameSync(...args)
export const rm = async (...args) => rmSync(...args)
export const rmdir = async (...args) => rmdirSync(...args)
export const stat = async (...args) => statSync(...args)
export const unlink = async (...args) => unlinkSync(...args)
export const writeFile = async (...args) => writeFileSync(...args)

export const open = async (...args) => new FileHandle(openSync(...args))

class FileHandle {
  constructor(fd) {
    this.fd = fd
  }

  async stat(...args) {
    return fstatSync(this.fd, ...args)
  }

  async read(buffer, offset, length, position) {
    return { buffer, bytesRead: readSync(this.fd, buffer, offset, length, position) }
  }

  async readFile(...args) {
    return readFileSync(this.fd, ...args)
  }

  async writeFile(...args) {
    writeFileSync(this.fd, ...args)
  }

  async sync() {
    fsyncSync(this.fd)
  }

  async close() {
    closeSync(this.fd)
  }
}
