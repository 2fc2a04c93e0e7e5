import Config

if config_env() == :prod do
  database_url = System.get_env("DATABASE_URL") || raise "DATABASE_URL is missing"
  secret_key_base = System.fetch_env!("SECRET_KEY_BASE")
  host = System.get_env("PHX_HOST") || "example.com"
  port = String.to_integer(System.get_env("PORT") || "4000")
  config :chat, ChatWeb.Endpoint, url: [host: host, port: port], secret_key_base: secret_key_base
  config :chat, Chat.Repo, url: database_url, pool_size: String.to_integer(System.get_env("POOL_SIZE") || "10")
end
