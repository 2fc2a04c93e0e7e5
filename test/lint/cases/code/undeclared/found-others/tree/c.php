getenv('C_TOKEN'); $_ENV['D_TOKEN'];
