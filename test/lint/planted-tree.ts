/** A repository in memory. */
export interface PlantedTree {
  schema: string
  files: Record<string, string>
}

/**
 * A repository with a value in every place where one can be put by mistake. What nothing tells from a name is
 * shown as one, so `name` is the value only where it can be told.
 */
export function plant(value: string, name = 'ORDERS'): PlantedTree {
  const secret = {
    purpose: value,
    owner: value,
    kind: value,
    locations: { dev: `team:shop/${value}#${value}`, [name]: { store: value, path: value, version: value } },
    requiredIn: [value],
    access: `https://shop:${value}@example.com`,
    rotation: { every: value, procedure: `docs/${value}` },
    value,
    [name]: value,
  }
  const schema = {
    version: value,
    project: value,
    environments: { dev: { class: value, breakGlass: { procedure: value } }, [name]: {} },
    stores: {
      team: { type: value, address: `http://u:${value}@h`, devScope: { path: [value] } },
      [name]: {},
    },
    secrets: { API_TOKEN: secret, [name]: secret },
    lint: { rules: { [name]: 'off' }, suppress: [{ rule: value, reason: value, until: value }] },
  }
  return { schema: JSON.stringify(schema), files: plantInFiles(value, name) }
}

/** The same with a schema that can be read, so that the rules that need one have their say. */
export function plantInReadable(value: string): PlantedTree {
  const secret = {
    purpose: value,
    owner: value,
    locations: { dev: 'team:shop/dev/db' },
    access: value,
    rotation: { every: '900d', procedure: value },
    deprecated: { instead: value },
  }
  const production = { class: 'production', breakGlass: { procedure: value, review: value } }
  const schema = {
    version: 1,
    project: 'shop',
    environments: { dev: { class: 'development' }, live: production },
    stores: { team: { type: 'aws-secrets-manager', region: 'eu-west-1' } },
    secrets: { API_TOKEN: secret },
  }
  return { schema: JSON.stringify(schema), files: plantInFiles(value, 'ORDERS') }
}

function plantInFiles(value: string, name: string): Record<string, string> {
  const quoted = JSON.stringify(value).slice(1, -1)
  const workflow = [
    'env:',
    `  VAULT_TOKEN: "${quoted} \${{ secrets.A }}"`,
    'jobs:',
    '  a:',
    '    steps:',
    `      - run: deploy ${value} \${{ secrets.A }}`,
  ]
  return {
    '.env': `API_TOKEN=${value}\n`,
    '.env.example': `API_TOKEN="${value}"\n${name}=${value}\n`,
    'src/a.ts': `process.env['${name}']; process.env.${name}; const t = '${quoted}'; console.log(process.env, '${quoted}')\n`,
    'a.py': `os.environ["${name}"]\npassword = "${quoted}"\n`,
    Dockerfile: `ARG API_TOKEN=${value}\nENV API_TOKEN ${value}\nCOPY .env ${value}\n`,
    '.github/workflows/ci.yml': workflow.join('\n'),
    'aws.ini': `aws_secret_access_key = ${value}\n`,
    'deploy.sh': `set -x\nexport API_TOKEN=${value}; echo $API_TOKEN\nprintenv\n`,
    CODEOWNERS: `* @${value}\n`,
    '.gitignore': `${value}\n`,
  }
}
