os.Getenv("STRIPE_KEY")
