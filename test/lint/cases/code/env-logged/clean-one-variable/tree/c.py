print(os.environ["HOME"])
