import { SECRET_NAME_PATTERN } from '../secret/secret-name.ts'
import { listOf, mapOf, objectOf, type Reader, text } from './readers.ts'
import { type ContainerPattern, DEFAULT_SETTINGS, type Settings } from './settings.ts'

interface SettingsFile {
  approve?: Settings['approve']
  allowNames?: readonly string[]
  allowCredentials?: Settings['allowCredentials']
  awsProfiles?: Settings['awsProfiles']
  vouchedRoles?: readonly string[]
  developmentContainers?: readonly ContainerPattern[]
  stores?: Settings['stores']
}

const TYPE = text('a store type', /^[a-z][a-z0-9-]{0,62}$/)

const pattern = { type: TYPE, container: notEmpty(mapOf(text('a name or pattern'))) }

const FILE = objectOf<SettingsFile>(
  {
    approve: listOf(
      objectOf<Settings['approve'][number]>(
        { ...pattern, repository: text('an absolute path', /^(\/|[A-Za-z]:\\)[^\p{C}]{0,4096}$/u) },
        ['type', 'container'],
      ),
    ),
    allowNames: listOf(text('the name of a secret, such as NODE_EXTRA_CA_CERTS', SECRET_NAME_PATTERN)),
    allowCredentials: listOf(
      objectOf<Settings['allowCredentials'][number]>(
        { type: TYPE, principal: text('the principal as whoami prints it') },
        ['type', 'principal'],
      ),
    ),
    awsProfiles: mapOf(text('the name of a profile'), text('an account id of 12 digits', /^[0-9]{12}$/)),
    vouchedRoles: listOf(text('account/role-name', /^[0-9]{12}\/[\w+=,.@-]{1,64}$/)),
    developmentContainers: listOf(objectOf<ContainerPattern>(pattern, ['type', 'container'])),
    stores: mapOf(
      mapOf<unknown>((input) => input),
      TYPE,
    ),
  },
  [],
)

/** Reads the text of a `config.json`. With any problem the defaults come back and nothing of the file holds. */
export async function parseSettings(
  content: string,
): Promise<{ settings: Settings; problems: readonly string[] }> {
  const json = tryParse(content)
  if (json === undefined) {
    return { settings: DEFAULT_SETTINGS, problems: [await describeSyntax(content)] }
  }
  const problems: string[] = []
  const file = FILE(json, '', problems)
  return { settings: problems.length > 0 ? DEFAULT_SETTINGS : settingsOf(file), problems }
}

function settingsOf({ allowNames, vouchedRoles, ...rest }: SettingsFile): Settings {
  return {
    ...DEFAULT_SETTINGS,
    ...rest,
    allowNames: new Set(allowNames),
    vouchedRoles: new Set(vouchedRoles),
  }
}

function tryParse(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

/** Where the syntax breaks. Only the place is taken from a parser's error: its text quotes the file. */
async function describeSyntax(content: string): Promise<string> {
  const { parse } = await import('@humanwhocodes/momoa')
  try {
    parse(content)
  } catch (error) {
    const { line, column } = error as { line?: number; column?: number }
    if (line !== undefined && column !== undefined) {
      return `line ${line}, column ${column}: not valid JSON`
    }
  }
  return 'it is not valid JSON'
}

/** An empty pattern would match every container there is. */
function notEmpty<T extends object>(read: Reader<T>): Reader<T> {
  return (input, at, problems) => {
    const before = problems.length
    const map = read(input, at, problems)
    if (problems.length === before && Object.keys(map).length === 0) {
      problems.push(`${at} must name at least one member of the container`)
    }
    return map
  }
}
