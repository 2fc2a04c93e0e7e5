/** One day in milliseconds. */
export const DAY = 24 * 60 * 60 * 1000

const UNITS: Readonly<Record<string, number>> = { h: DAY / 24, d: DAY, w: 7 * DAY }

/** Reads `90d`, `12h` or `6w` as milliseconds; `undefined` for any other text. */
export function readDuration(text: string): number | undefined {
  const match = /^([1-9][0-9]{0,4})([hdw])$/.exec(text)
  return match ? Number(match[1]) * UNITS[match[2]!]! : undefined
}

/** Reads an ISO date as the midnight, in UTC, that begins it; `undefined` where there is no such day. */
export function readDate(text: string): number | undefined {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? undefined : time
}
