#!/bin/sh
set -ex
curl -H "Authorization: Bearer $SENDGRID_API_KEY" https://api.example.com
