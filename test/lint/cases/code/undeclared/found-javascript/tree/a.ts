process.env.STRIPE_KEY; process.env['MAIL_TOKEN']; import.meta.env.MAPS_TOKEN; process.env.DATABASE_URL
