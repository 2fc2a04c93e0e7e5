/** One instruction of a Dockerfile: its continued lines joined by what they had between them. */
export interface DockerInstruction {
  /** In capitals. */
  keyword: string
  /** As it stands, continuation marks included, so that offsets fit the file. */
  rest: string
  /** Offset of `rest`. */
  index: number
}

/** Whether a path is a Dockerfile by the names that are in use. */
export function isDockerfile(path: string): boolean {
  return /(?:^|\/)(?:(?:Docker|Container)file(?:\.[^/]+)?|[^/]+\.(?:docker|container)file)$/i.test(path)
}

/** Instructions in order; comments, empty lines and the bodies of here-documents are left out. */
export function* readDockerfile(text: string): Iterable<DockerInstruction> {
  const lines = [...text.matchAll(/[^\n]*(?:\n|$)/g)]
  for (let i = 0; i < lines.length; i++) {
    const match = /^[ \t]*([A-Za-z]+)[ \t]+/.exec(lines[i]![0])
    if (match === null) continue
    const index = lines[i]!.index + match[0].length
    let end = lines[i]!.index + lines[i]![0].length
    while (/\\[ \t]*\r?\n$/.test(text.slice(Math.max(index, end - 8), end)) && i + 1 < lines.length) {
      i += 1
      end = lines[i]!.index + lines[i]![0].length
    }
    const rest = text.slice(index, end)
    yield { keyword: match[1]!.toUpperCase(), rest, index }
    for (const [, word] of rest.matchAll(/<<-?["']?([A-Za-z_]\w{0,63})/g)) {
      while (i + 1 < lines.length && lines[++i]![0].trim() !== word);
    }
  }
}
