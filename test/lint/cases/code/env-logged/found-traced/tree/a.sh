#!/bin/sh
set -eux
curl -u "x:$DATABASE_URL"
