process.env.MY_DATABASE_URL
