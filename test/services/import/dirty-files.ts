/** A dotenv file as teams have them, what is in it, and what is left of it after `--delete`. */
export interface DirtyFile {
  title: string
  text: string
  /** Values that are imported, by name. */
  imported: Readonly<Record<string, string>>
  /** What the file holds afterwards; absent: it is gone. */
  rest?: string
  /** Bytes of the file where they are not `text` in UTF-8. */
  bytes?: Buffer
}

const PEM = '-----BEGIN CERTIFICATE-----\ncanary/line+one\ncanary/line+two\n-----END CERTIFICATE-----'

/** Declared are API_KEY, DATABASE_URL, SESSION_KEY and SIGNING_CERT, all personal; TEAM_KEY is a team's. */
export const DIRTY_FILES: readonly DirtyFile[] = [
  { title: 'plain', text: 'API_KEY=canary-1\n', imported: { API_KEY: 'canary-1' } },
  { title: 'no line end', text: 'API_KEY=canary-1', imported: { API_KEY: 'canary-1' } },
  {
    title: 'comments and blank lines',
    text: '# our keys\n\nAPI_KEY=canary-1\n\n# the end\n',
    imported: { API_KEY: 'canary-1' },
    rest: '# our keys\n\n\n# the end\n',
  },
  { title: 'an inline comment', text: 'API_KEY=canary-1 # mine\n', imported: { API_KEY: 'canary-1' } },
  { title: 'a hash in quotes', text: `API_KEY='canary#1' # mine\n`, imported: { API_KEY: 'canary#1' } },
  { title: 'export', text: 'export API_KEY=canary-1\n', imported: { API_KEY: 'canary-1' } },
  {
    title: 'spaces and tabs',
    text: '\t API_KEY \t=  canary-1 \t\n  PORT = 3000\n',
    imported: { API_KEY: 'canary-1' },
    rest: '  PORT = 3000\n',
  },
  {
    title: 'CRLF',
    text: 'PORT=3000\r\nAPI_KEY=canary-1\r\nHOST=localhost\r\n',
    imported: { API_KEY: 'canary-1' },
    rest: 'PORT=3000\r\nHOST=localhost\r\n',
  },
  {
    title: 'mixed line ends',
    text: 'PORT=3000\r\nAPI_KEY=canary-1\nHOST=localhost\r\n',
    imported: { API_KEY: 'canary-1' },
    rest: 'PORT=3000\r\nHOST=localhost\r\n',
  },
  {
    title: 'a byte order mark',
    text: '\ufeffAPI_KEY=canary-1\nPORT=3000\n',
    imported: { API_KEY: 'canary-1' },
    rest: '\ufeffPORT=3000\n',
  },
  {
    title: 'several lines in double quotes',
    text: `PORT=3000\nSIGNING_CERT="${PEM}"\nHOST=localhost\n`,
    imported: { SIGNING_CERT: PEM },
    rest: 'PORT=3000\nHOST=localhost\n',
  },
  {
    title: 'several lines written with escapes',
    text: `SIGNING_CERT="${PEM.replaceAll('\n', '\\n')}"\n`,
    imported: { SIGNING_CERT: PEM },
  },
  {
    title: 'single quotes, in which nothing is escaped',
    text: `API_KEY='canary\\n"1"'\n`,
    imported: { API_KEY: 'canary\\n"1"' },
  },
  { title: 'backticks', text: 'API_KEY=`canary "1" \'2\'`\n', imported: { API_KEY: `canary "1" '2'` } },
  {
    title: 'equals signs in the value',
    text: 'DATABASE_URL=postgres://u:canary==@h/db?a=b&c=d\n',
    imported: { DATABASE_URL: 'postgres://u:canary==@h/db?a=b&c=d' },
  },
  {
    title: 'a dollar, which is no variable here',
    text: 'API_KEY=canary-$HOME-${PORT}\n',
    imported: { API_KEY: 'canary-$HOME-${PORT}' },
  },
  {
    title: 'a name that stands twice: the last counts, and both lines stay',
    text: 'API_KEY=canary-old\nSESSION_KEY=canary-s\nAPI_KEY=canary-new\n',
    imported: { API_KEY: 'canary-new', SESSION_KEY: 'canary-s' },
    rest: 'API_KEY=canary-old\nAPI_KEY=canary-new\n',
  },
  {
    title: 'an assignment inside of a value',
    text: `SIGNING_CERT="first\nAPI_KEY=not-this\nlast"\nAPI_KEY=canary-1\nPORT=1\n`,
    imported: { SIGNING_CERT: 'first\nAPI_KEY=not-this\nlast', API_KEY: 'canary-1' },
    rest: 'PORT=1\n',
  },
  {
    title: 'names that are not declared, not ours, empty or no names',
    text: 'OTHER=x\nTEAM_KEY=y\nSESSION_KEY=\nlower_case=z\nAPI_KEY=canary-1\n',
    imported: { API_KEY: 'canary-1' },
    rest: 'OTHER=x\nTEAM_KEY=y\nSESSION_KEY=\nlower_case=z\n',
  },
  {
    title: 'lines that say nothing',
    text: 'just words\n====\n"\n[section]\nAPI_KEY=canary-1\n',
    imported: { API_KEY: 'canary-1' },
    rest: 'just words\n====\n"\n[section]\n',
  },
  {
    title: 'no ASCII',
    text: 'API_KEY=canary-pässwörd-密碼-🔑\n',
    imported: { API_KEY: 'canary-pässwörd-密碼-🔑' },
  },
  {
    title: 'old line ends',
    text: 'PORT=1\rAPI_KEY=canary-1\r',
    imported: { API_KEY: 'canary-1' },
    rest: 'PORT=1\r',
  },
  { title: 'nothing', text: '', imported: {}, rest: '' },
  {
    title: 'a format that is wrong stays',
    text: 'DATABASE_URL=canary-no-url\nAPI_KEY=canary-1\n',
    imported: { API_KEY: 'canary-1' },
    rest: 'DATABASE_URL=canary-no-url\n',
  },
]
