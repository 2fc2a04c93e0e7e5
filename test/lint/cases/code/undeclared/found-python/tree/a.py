os.environ['STRIPE_KEY']
os.environ.get("MAIL_TOKEN")
os.getenv('MAPS_TOKEN', '')
