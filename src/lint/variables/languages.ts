/** How one language reads a variable of its environment: group 1 of each pattern is the name. */
interface Language {
  endings: readonly string[]
  /** A file without any of these reads no variable: a test that costs little. */
  needles: readonly string[]
  patterns: readonly RegExp[]
  /** Reads several names at once: group 1 is the list. */
  lists?: readonly RegExp[]
}

const NAME = '([A-Z][A-Z0-9_]{0,127})'
const QUOTED = `["'\`]${NAME}["'\`]`

/** Each language's own documented ways. All patterns run in linear time: no part of one overlaps the next. */
const LANGUAGES: readonly Language[] = [
  {
    endings: ['js', 'cjs', 'mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx', 'vue', 'svelte', 'astro'],
    needles: ['env'],
    patterns: [
      new RegExp(`\\b(?:process|import\\.meta|Bun)\\.env(?:\\?\\.|\\.)${NAME}\\b`, 'g'),
      new RegExp(`\\b(?:process|import\\.meta|Bun)\\.env(?:\\?\\.)?\\[${QUOTED}\\]`, 'g'),
      new RegExp(`\\bDeno\\.env\\.(?:get|has)\\(${QUOTED}`, 'g'),
    ],
    lists: [/\{([^{}]{1,2000})\}\s{0,9}=\s{0,9}(?:process|import\.meta|Bun)\.env\b(?!\s{0,9}[.[(])/g],
  },
  {
    endings: ['py', 'pyi', 'ipynb'],
    needles: ['environ', 'getenv'],
    patterns: [
      new RegExp(`\\benviron\\[${QUOTED}\\]`, 'g'),
      new RegExp(`\\benviron\\.(?:get|pop|setdefault)\\(\\s{0,9}${QUOTED}`, 'g'),
      new RegExp(`\\bgetenv\\(\\s{0,9}${QUOTED}`, 'g'),
    ],
  },
  {
    endings: ['go'],
    needles: ['os.Getenv', 'os.LookupEnv'],
    patterns: [new RegExp(`\\bos\\.(?:Getenv|LookupEnv)\\(${QUOTED}`, 'g')],
  },
  {
    // Rails fills in its YAML with Ruby
    endings: ['rb', 'rake', 'erb', 'ru', 'gemspec', 'yml', 'yaml'],
    needles: ['ENV'],
    patterns: [
      new RegExp(`\\bENV\\[${QUOTED}\\]`, 'g'),
      new RegExp(`\\bENV\\.(?:fetch|dig|key\\?|has_key\\?)[( ]\\s{0,9}${QUOTED}`, 'g'),
    ],
  },
  {
    endings: ['java', 'kt', 'kts', 'scala', 'groovy', 'gradle'],
    needles: ['getenv', 'environmentVariable'],
    patterns: [
      new RegExp(`\\bSystem\\.getenv\\(${QUOTED}`, 'g'),
      new RegExp(`\\bSystem\\.getenv\\(\\)(?:\\.get\\(|\\[)${QUOTED}`, 'g'),
      new RegExp(`\\bproviders\\.environmentVariable\\(${QUOTED}`, 'g'),
    ],
  },
  {
    endings: ['cs', 'fs', 'vb'],
    needles: ['GetEnvironmentVariable'],
    patterns: [new RegExp(`\\bGetEnvironmentVariable\\(${QUOTED}`, 'g')],
  },
  {
    endings: ['php'],
    needles: ['getenv', '_ENV', '_SERVER', 'env('],
    patterns: [
      new RegExp(`\\b(?:getenv|env)\\(${QUOTED}`, 'g'),
      new RegExp(`\\$_(?:ENV|SERVER)\\[${QUOTED}\\]`, 'g'),
    ],
  },
  {
    endings: ['rs'],
    needles: ['env'],
    patterns: [
      new RegExp(`\\benv::var(?:_os)?\\(${QUOTED}`, 'g'),
      new RegExp(`\\b(?:option_)?env!\\(${QUOTED}`, 'g'),
    ],
  },
  {
    endings: ['ex', 'exs'],
    needles: ['System.'],
    patterns: [new RegExp(`\\bSystem\\.(?:get_env|fetch_env!?)\\(${QUOTED}`, 'g')],
  },
  {
    endings: ['prisma'],
    needles: ['env('],
    patterns: [new RegExp(`\\benv\\(${QUOTED}`, 'g')],
  },
]

const BY_ENDING = new Map(
  LANGUAGES.flatMap((language) => language.endings.map((ending) => [ending, language])),
)

/** The language of a file by its ending, or `undefined` where we know none. */
export function languageOf(path: string): Language | undefined {
  return BY_ENDING.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase())
}
