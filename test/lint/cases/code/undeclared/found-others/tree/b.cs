Environment.GetEnvironmentVariable("B_TOKEN")
