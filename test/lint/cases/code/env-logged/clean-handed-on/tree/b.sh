set -eu
echo "$DATABASE_URL" | psql
