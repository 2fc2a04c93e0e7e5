import { expect, test } from 'vitest'
import { layRepository, personalSchema } from '../support/repository.ts'

test('an environment that needs the secret and says no place for it is named', async () => {
  const environments = {
    dev: { class: 'development', default: true },
    staging: { class: 'development' },
    production: { class: 'production' },
    preview: { class: 'development' },
  }
  const requiredIn = ['dev', 'staging', 'production']
  const { sotto } = layRepository(personalSchema({ API_KEY: { requiredIn } }, { environments }))
  const { status, stdout } = await sotto(['explain', 'API_KEY', '--json'])
  expect(status).toBe(0)
  expect(JSON.parse(stdout).environments).toEqual([
    { environment: 'dev', required: true, location: 'personal:api-key', store: expect.any(String) },
    {
      environment: 'staging',
      required: true,
      refusal: 'it is required in staging and has no location there',
    },
    { environment: 'production', required: true, refusal: expect.stringContaining('of class production') },
  ])
  expect((await sotto(['explain', 'API_KEY'])).stdout).toMatch(
    /in staging\n {2}where {7}nowhere yet\n {2}scope {7}refused: it is required in staging/,
  )
})
