process.env.DATABASE_URL
