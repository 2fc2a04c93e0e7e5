System.fetch_env!("F_TOKEN")
