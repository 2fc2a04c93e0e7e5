/** Of a terminal, in characters. */
export interface WindowSize {
  columns: number
  rows: number
}

/** A terminal that does not know its size says 0; programs then assume 80 by 24, and so do we. */
export function sizeOf({ columns, rows }: { columns: number; rows: number }): WindowSize {
  return { columns: columns || 80, rows: rows || 24 }
}
