import { type Attack, attack, SECRET } from './attack.ts'

/** Names by which a schema would make the target, or a tool that it starts, run or trust something else. */
export const DANGEROUS =
  `PATH PATHEXT IFS ENV BASH_ENV SHELLOPTS BASHOPTS PS4 PROMPT_COMMAND CDPATH GLOBIGNORE ZDOTDIR FPATH
HOME USERPROFILE SHELL USER LOGNAME TMPDIR TEMP TMP TERMINFO TERMINFO_DIRS EDITOR VISUAL PAGER BROWSER COMSPEC
SYSTEMROOT WINDIR PSMODULEPATH NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED
NODE_REPL_EXTERNAL_MODULE NODE_V8_COVERAGE NODE_COMPILE_CACHE NODE_REDIRECT_WARNINGS ELECTRON_RUN_AS_NODE PYTHONPATH
PYTHONSTARTUP PYTHONHOME PYTHONINSPECT PYTHONBREAKPOINT PERL5OPT PERL5LIB PERLLIB PERL5DB RUBYOPT RUBYLIB LUA_INIT
LUA_PATH LUA_CPATH PHPRC PHP_INI_SCAN_DIR R_PROFILE R_ENVIRON JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
CLASSPATH MAVEN_OPTS GRADLE_OPTS DOTNET_STARTUP_HOOKS CORECLR_PROFILER CORECLR_PROFILER_PATH COR_PROFILER GOFLAGS
GOPROXY GONOSUMDB GOINSECURE GOSUMDB RUSTC RUSTC_WRAPPER RUSTFLAGS CARGO_HOME OPENSSL_CONF OPENSSL_MODULES
OPENSSL_ENGINES SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE REQUESTS_CA_BUNDLE CURL_HOME WGETRC HTTP_PROXY HTTPS_PROXY
ALL_PROXY NO_PROXY SSH_ASKPASS SSH_AUTH_SOCK SUDO_ASKPASS GPG_AGENT_INFO DOCKER_HOST DOCKER_CONFIG KUBECONFIG
VAULT_ADDR VAULT_AGENT_ADDR VAULT_NAMESPACE VAULT_SKIP_VERIFY VAULT_CACERT BAO_ADDR BAO_SKIP_VERIFY AWS_ENDPOINT_URL
AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_CA_BUNDLE AWS_PROFILE AWS_EC2_METADATA_SERVICE_ENDPOINT
GOOGLE_APPLICATION_CREDENTIALS CLOUDSDK_CONFIG GITHUB_ENV GITHUB_PATH GITHUB_OUTPUT GITHUB_STATE GITHUB_STEP_SUMMARY
GITHUB_WORKSPACE`.split(/\s+/)

/** One or more of every dangerous prefix, and of each that no suffix makes safe one that ends like a credential. */
export const PREFIXED =
  `LD_PRELOAD LD_AUDIT LD_API_KEY DYLD_INSERT_LIBRARIES DYLD_X_TOKEN GLIBC_TUNABLES MALLOC_TRACE
BASH_FUNC_LS BASH_FUNC_X_KEY GIT_SSH_COMMAND GIT_EXTERNAL_DIFF GIT_CONFIG_COUNT NPM_CONFIG_SCRIPT_SHELL
NPM_CONFIG_REGISTRY NPM_CONFIG_AUTH_TOKEN YARN_RC_FILENAME PNPM_CONFIG_SHELL PIP_INDEX_URL UV_INDEX_URL BUNDLE_GEMFILE
DENO_DIR BUN_INSTALL XDG_CONFIG_HOME SOTTO_TRUST SOTTO_API_KEY RUNNER_TEMP ACTIONS_RUNTIME_URL ACTIONS_RUNTIME_TOKEN
AWS_ENDPOINT_URL_SECRETS_MANAGER AWS_ENDPOINT_URL_STS`.split(/\s+/)

/** Compared without case, since Windows has none; every other name in lower case is refused by its form. */
const OTHER_CASE = [
  'Path',
  'path',
  'node_options',
  'Ld_Preload',
  'npm_config_script_shell',
  'http_proxy',
  'Git_Ssh_Command',
]

/** What the store of the same schema signs in with. */
const CREDENTIALS = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
]

const MALFORMED: readonly (readonly [string, string])[] = [
  ['empty', ''],
  ['lower-case', 'database_url'],
  ['mixed-case', 'Database_Url'],
  ['digit-first', '1DATABASE'],
  ['underscore-first', '_DATABASE'],
  ['equals', 'A=B'],
  ['nul', 'A\u0000B'],
  ['newline', 'A\nNODE_OPTIONS'],
  ['space', 'A B'],
  ['dash', 'DATABASE-URL'],
  ['dot', 'DATABASE.URL'],
  ['too-long', 'A'.repeat(129)],
  ['shell-function', 'BASH_FUNC_ls%%'],
  ['shell-expansion', '$(touch executed)'],
  ['backticks', '`touch executed`'],
]

export const names: readonly Attack[] = [
  ...[...DANGEROUS, ...PREFIXED, ...CREDENTIALS].map((name) =>
    attack(`dangerous-${name}`, 'name/dangerous', { secrets: { [name]: SECRET } }),
  ),
  ...OTHER_CASE.map((name, index) =>
    attack(`dangerous-case-${index + 1}`, 'name/dangerous', { secrets: { [name]: SECRET } }),
  ),
  ...MALFORMED.map(([id, name]) =>
    attack(`malformed-${id}`, id === 'shell-function' ? 'name/dangerous' : 'name/case', {
      secrets: { [name]: SECRET },
    }),
  ),
  attack('collision', 'name/case-collision', { secrets: { API_KEY: SECRET, Api_Key: SECRET } }),
  attack('beside-a-good-one', 'name/dangerous', { secrets: { DATABASE_URL: SECRET, NODE_OPTIONS: SECRET } }),
  attack('in-production-only', 'name/dangerous', {
    secrets: { LD_PRELOAD: { ...SECRET, locations: { production: 'team:shop/dev/x' } } },
  }),
]
