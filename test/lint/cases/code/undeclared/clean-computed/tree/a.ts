process.env[name]; const env = process.env; env.STRIPE_KEY
