import { mkdir, readFile, writeFile } from 'node:fs/promises'

/** Leaves a file alone that already says so, and with it the time at which it was made. */
export async function writeWhenChanged(file: URL, content: string): Promise<void> {
  await mkdir(new URL('.', file), { recursive: true })
  if ((await readFile(file, 'utf8').catch(() => undefined)) !== content) {
    await writeFile(file, content)
  }
}
