import { randomUUID } from 'node:crypto'
import type { Tool } from './tool.ts'

/** A path in the tool's folder where there is nothing yet. */
export function fresh(tool: Tool, name: string): string {
  return `${tool.cwd}/${name}-${randomUUID()}`
}
