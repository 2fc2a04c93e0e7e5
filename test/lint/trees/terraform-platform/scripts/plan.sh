#!/usr/bin/env bash
set -euo pipefail
export TF_VAR_grafana_admin_password="$GRAFANA_ADMIN_PASSWORD"
export CLOUDFLARE_API_TOKEN
terraform plan -out plan.bin
