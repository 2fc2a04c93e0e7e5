import { languageOf } from '../variables/languages.ts'

/** Written by tools and reviewed by nobody, by the names that those tools give. */
const GENERATED_NAMES = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'deno.lock',
  'composer.lock',
  'Gemfile.lock',
  'Pipfile.lock',
  'poetry.lock',
  'uv.lock',
  'Cargo.lock',
  'go.sum',
  'mix.lock',
  'flake.lock',
  'packages.lock.json',
  'gradle.lockfile',
])

const GENERATED_ENDING = /(?:\.min\.(?:js|css|mjs)|\.map|\.pb\.go|_pb2\.py|\.g\.dart|\.snap)$/
const GENERATED_FOLDER = /(?:^|\/)(?:node_modules|vendor|dist|__generated__)\//
const PROSE_ENDING = /\.(?:md|mdx|markdown|rst|adoc|txt)$/i

/** Whether a tool wrote this file, by its path. */
export function isGenerated(path: string): boolean {
  return GENERATED_NAMES.has(nameOf(path)) || GENERATED_ENDING.test(path) || GENERATED_FOLDER.test(path)
}

/** Whether a file talks about variables rather than reading them: documents, and dotenv files. */
export function isProse(path: string): boolean {
  return PROSE_ENDING.test(path) || isDotenv(path) || isDotenvExample(path)
}

/** Whether a program's source is in this file, in a language of which we know how it reads variables. */
export function isCode(path: string): boolean {
  return languageOf(path) !== undefined
}

/** `.env`, `.env.local`, `.env.production`: files in which people keep values. Examples are none. */
export function isDotenv(path: string): boolean {
  return /^\.env(?:\..+)?$/.test(nameOf(path)) && !isDotenvExample(path)
}

/** `.env.example`, `example.env`, `.env.production.sample` and kin: which names there are, without values. */
export function isDotenvExample(path: string): boolean {
  const parts = nameOf(path).split(/[._-]/)
  return parts.includes('env') && parts.some((part) => EXAMPLE_PARTS.has(part))
}

const EXAMPLE_PARTS = new Set([
  'example',
  'examples',
  'sample',
  'template',
  'tpl',
  'dist',
  'defaults',
  'schema',
])

/** Last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
