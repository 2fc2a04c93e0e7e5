if (!text.includes('-----BEGIN PRIVATE KEY-----')) throw new Error('no key')
