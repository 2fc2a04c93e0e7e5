import Config

config :chat, Chat.Repo,
  username: "postgres",
  password: "postgres",
  hostname: "localhost"

config :chat, ChatWeb.Endpoint, secret_key_base: "x1inventedForDevelopmentOnlyAndCommittedByTheGeneratorx2y3z4"
