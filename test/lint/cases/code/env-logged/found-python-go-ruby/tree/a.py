print(os.environ)
print(dict(os.environ))
