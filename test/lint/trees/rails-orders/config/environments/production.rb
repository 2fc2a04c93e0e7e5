Rails.application.configure do
  config.log_level = ENV.fetch("RAILS_LOG_LEVEL", "info")
  config.action_mailer.smtp_settings = { password: ENV["MAILGUN_API_KEY"], address: "smtp.example.com" }
  config.require_master_key = true
end
