/** A repository as it is met: its files, and the names that are secrets. Everything else that is read is configuration. */
export interface Tree {
  files: Readonly<Record<string, string>>
  secrets: readonly string[]
}

/** Twenty shapes, dirty as real ones are. All values are invented. */
export const TREES: Readonly<Record<string, Tree>> = {
  'an Express app with an example file': {
    files: {
      '.env.example': 'DATABASE_URL=\nSESSION_SECRET=changeme\nPORT=3000\nLOG_LEVEL=info\n',
      'src/server.js': 'app.listen(process.env.PORT); const s = process.env.SESSION_SECRET',
    },
    secrets: ['DATABASE_URL', 'SESSION_SECRET'],
  },
  'a Next app with public variables': {
    files: {
      '.env.local':
        'NEXT_PUBLIC_API_KEY=abc\nSTRIPE_SECRET_KEY=sk_test_invented\nNEXT_PUBLIC_SITE_URL=http://localhost\n',
      'app/page.tsx':
        'const key = process.env.STRIPE_SECRET_KEY!; const u = process.env.NEXT_PUBLIC_SITE_URL',
    },
    secrets: ['STRIPE_SECRET_KEY'],
  },
  'a Vite app with a server': {
    files: {
      'vite.config.ts':
        'export default { define: { mode: import.meta.env.MODE, key: import.meta.env.VITE_KEY } }',
      'server/index.ts': `const { JWT_SECRET, REDIS_URL = 'redis://localhost' } = process.env`,
    },
    secrets: ['JWT_SECRET', 'REDIS_URL'],
  },
  'a Django service': {
    files: {
      'shop/settings.py':
        'SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]\nDEBUG = os.getenv("DJANGO_DEBUG", "0")\nDB = os.environ.get("DATABASE_URL")',
      'manage.py': 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")',
    },
    secrets: ['DJANGO_SECRET_KEY', 'DATABASE_URL'],
  },
  'a Flask service with comments': {
    files: {
      'app.py':
        'import os\nkey = os.environ.get("MAILGUN_API_KEY")\nenv = os.getenv("FLASK_ENV")\nregion = os.environ["AWS_REGION"]',
      '.env': '# secrets below\nMAILGUN_API_KEY="key-invented"\nFLASK_ENV=development\n',
    },
    secrets: ['MAILGUN_API_KEY'],
  },
  'a Go service': {
    files: {
      'cmd/main.go':
        'dsn := os.Getenv("POSTGRES_DSN")\naddr := os.Getenv("LISTEN_PORT")\ntok, ok := os.LookupEnv("SLACK_BOT_TOKEN")',
    },
    secrets: ['POSTGRES_DSN', 'SLACK_BOT_TOKEN'],
  },
  'a Rails app': {
    files: {
      'config/database.yml': 'production:\n  url: <%= ENV["DATABASE_URL"] %>',
      'config/initializers/devise.rb': 'config.secret_key = ENV.fetch("DEVISE_SECRET_KEY")',
      'config/puma.rb': 'threads ENV.fetch("RAILS_MAX_THREADS") { 5 }\nport ENV.fetch("PORT")',
      '.env.development': 'DATABASE_URL=postgres://shop:invented99@localhost/shop\n',
    },
    secrets: ['DATABASE_URL', 'DEVISE_SECRET_KEY'],
  },
  'a Spring service in Kotlin': {
    files: {
      'src/main/kotlin/App.kt': 'val pw = System.getenv("DB_PASSWORD")\nval host = System.getenv("DB_HOST")',
      'build.gradle.kts': 'val token = System.getenv("MAVEN_REPOSITORY_TOKEN")',
    },
    secrets: ['DB_PASSWORD', 'MAVEN_REPOSITORY_TOKEN'],
  },
  'a Laravel app': {
    files: {
      '.env.example':
        'APP_NAME=Shop\nAPP_ENV=local\nAPP_KEY=\nAPP_DEBUG=true\nDB_HOST=127.0.0.1\nDB_PORT=3306\nDB_PASSWORD=\nMAIL_PASSWORD=null\nMAIL_HOST=mailpit\n',
      'config/services.php': `'secret' => env('GITHUB_CLIENT_SECRET'), 'region' => env('AWS_DEFAULT_REGION')`,
    },
    secrets: ['APP_KEY', 'DB_PASSWORD', 'MAIL_PASSWORD', 'GITHUB_CLIENT_SECRET'],
  },
  'a Rust service': {
    files: {
      'src/main.rs':
        'let t = env::var("DISCORD_TOKEN")?; let l = std::env::var("RUST_LOG"); let v = env!("CARGO_PKG_VERSION");',
    },
    secrets: ['DISCORD_TOKEN'],
  },
  'shell scripts with variables of their own': {
    files: {
      'deploy.sh':
        '#!/bin/bash\nVERSION=$(git describe)\nfor TARGET in a b; do echo $TARGET $VERSION; done\ncurl -H "Authorization: $DEPLOY_TOKEN" "$DEPLOY_HOST"',
    },
    secrets: ['DEPLOY_TOKEN'],
  },
  'Docker Compose in both styles': {
    files: {
      'docker-compose.yml':
        'services:\n  db:\n    image: postgres:${POSTGRES_VERSION}\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}\n      POSTGRES_USER: shop\n  web:\n    environment:\n      - SENTRY_DSN\n      - NODE_ENV=production\n    # - OLD_TOKEN\n',
    },
    secrets: ['POSTGRES_PASSWORD', 'SENTRY_DSN'],
  },
  'a dotenv file with Windows line ends, export and quotes': {
    files: {
      '.env':
        '\uFEFFexport API_TOKEN="invented"\r\nexport TZ=UTC\r\nGREETING=\'hi # there\'\r\nPRIVATE_KEY="-----BEGIN\nlines\nEND-----"\r\n',
    },
    secrets: ['API_TOKEN', 'PRIVATE_KEY'],
  },
  'a monorepo': {
    files: {
      'apps/web/.env.example': 'AUTH_SECRET=\nAUTH_URL=http://localhost:3000\n',
      'apps/api/src/db.ts': 'connect(process.env["MONGODB_URI"], process.env.POOL_SIZE)',
      'packages/mail/index.js': `send(process.env.SENDGRID_API_KEY)`,
    },
    secrets: ['AUTH_SECRET', 'MONGODB_URI', 'SENDGRID_API_KEY'],
  },
  'what others wrote and what was built': {
    files: {
      'node_modules/a/index.js': 'process.env.NOT_OURS_TOKEN',
      'dist/bundle.js': 'process.env.BUILT_TOKEN',
      'vendor/b.rb': 'ENV["VENDORED_TOKEN"]',
      'src/a.js': 'process.env.OUR_TOKEN',
    },
    secrets: ['OUR_TOKEN'],
  },
  'a name that only its value gives away': {
    files: { '.env': 'UPSTREAM=https://shop:invented-pw-7@upstream.example/\nUPSTREAM_NAME=shop\n' },
    secrets: ['UPSTREAM'],
  },
  'dangerous and lower-case names': {
    files: {
      'a.js':
        'process.env.NODE_OPTIONS; process.env.PATH; process.env.npm_config_token; process.env.GITHUB_TOKEN',
      '.env': 'lower_token=x\nLD_PRELOAD=x\n',
    },
    secrets: ['GITHUB_TOKEN'],
  },
  'flags, limits and places': {
    files: {
      'a.ts':
        'process.env.FEATURE_TOKENS_ENABLED; process.env.REQUEST_TIMEOUT_MS; process.env.UPLOAD_BUCKET; process.env.KEY_VAULT_NAME; process.env.ENCRYPTION_KEY',
    },
    secrets: ['ENCRYPTION_KEY'],
  },
  'cloud keys': {
    files: {
      '.env.sample':
        'AWS_ACCESS_KEY_ID=\nAWS_SECRET_ACCESS_KEY=\nAWS_REGION=eu-west-1\nAZURE_CLIENT_SECRET=\nGOOGLE_API_KEY=\n',
    },
    secrets: ['AWS_SECRET_ACCESS_KEY', 'AZURE_CLIENT_SECRET', 'GOOGLE_API_KEY'],
  },
  'nothing to find': {
    files: { 'README.md': 'Set process.env.TOKEN', 'src/a.js': 'const port = process.env.PORT ?? 3000' },
    secrets: [],
  },
}
