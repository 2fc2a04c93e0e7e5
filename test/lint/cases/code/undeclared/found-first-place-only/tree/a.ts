process.env.STRIPE_KEY
process.env.STRIPE_KEY
