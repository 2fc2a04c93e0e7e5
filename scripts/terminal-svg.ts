/** Pixels of one cell of the terminal, and around all of them. */
const CELL = { width: 8.4, height: 19 }
const MARGIN = 16

/** Classes by Select Graphic Rendition code; a code that ends one is written with a minus. */
const STYLES: Readonly<Record<string, string>> = {
  '1': 'bold',
  '2': 'dim',
  '22': '-weight',
  '31': 'red',
  '32': 'green',
  '33': 'yellow',
  '39': '-colour',
  '0': '-all',
}

/** An SVG picture of `lines`, in which the codes for weight and colour are obeyed and all others left out. */
export function drawTerminal(lines: readonly string[], columns: number): string {
  const width = Math.round(columns * CELL.width + 2 * MARGIN)
  const height = Math.round(lines.length * CELL.height + 2 * MARGIN)
  const rows = lines.map((line, index) => {
    const y = MARGIN + (index + 0.75) * CELL.height
    return `<text x="${MARGIN}" y="${y.toFixed(1)}" xml:space="preserve">${spans(line)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="A terminal session">
<style>
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #d8dee9 }
.bold { font-weight: bold } .dim { opacity: .65 } .red { fill: #ff6b68 } .green { fill: #7ec699 } .yellow { fill: #e5c07b }
</style>
<rect width="100%" height="100%" rx="8" fill="#1b1f27"/>
${rows.join('\n')}
</svg>
`
}

function spans(line: string): string {
  let styles = new Set<string>()
  return line
    .split(/(\u001b\[[0-9;?]*[A-Za-z])/)
    .map((part) => {
      if (part.startsWith('\u001b[')) {
        styles = after(styles, part)
        return ''
      }
      const text = part.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      return text === '' || styles.size === 0
        ? text
        : `<tspan class="${[...styles].join(' ')}">${text}</tspan>`
    })
    .join('')
}

function after(styles: ReadonlySet<string>, code: string): Set<string> {
  const style = STYLES[code.slice(2, -1)]
  const ended = { '-weight': ['bold', 'dim'], '-colour': ['red', 'green', 'yellow'], '-all': [...styles] }[
    style ?? ''
  ]
  const kept = [...styles].filter((one) => !ended?.includes(one))
  return new Set(style === undefined || ended ? kept : [...kept, style])
}
