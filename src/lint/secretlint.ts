import { lintSource } from '@secretlint/core'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'

/**
 * Offsets at which secretlint's recommended rules see a credential. Only offsets leave this file: its messages
 * repeat what was found.
 */
export async function findBySecretlint(path: string, text: string): Promise<readonly number[]> {
  const { messages } = await lintSource({
    source: { filePath: path, content: text, contentType: 'text', ext: '' },
    options: {
      maskSecrets: true,
      noPhysicFilePath: true,
      config: { rules: [{ id: 'preset', rule: creator }] },
    },
  })
  return messages.map((message) => message.range[0])
}
