	fmt.Println(os.Environ())
