const { STRIPE_KEY, MAIL_TOKEN: token, DATABASE_URL } = process.env
