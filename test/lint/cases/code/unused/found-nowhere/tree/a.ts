process.env.OTHER_URL
