process.env.STRIPE_KEY
