std::env::var("E_TOKEN")?
