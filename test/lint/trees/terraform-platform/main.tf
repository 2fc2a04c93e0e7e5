variable "grafana_admin_password" {
  type      = string
  sensitive = true
}

resource "aws_iam_role" "ci" {
  name = "ci"
}

data "aws_secretsmanager_secret_version" "db" {
  secret_id = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-AbCdEf"
}
