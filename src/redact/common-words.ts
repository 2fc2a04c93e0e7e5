/** Values that stand in every log: redacting them would hide the log and no secret. Lower case. */
const COMMON_WORDS = ` true false yes no on off null nil none undefined default auto enabled disabled
   dev devel development test testing stage staging preview prod production local localhost ci
   127.0.0.1 0.0.0.0 ::1 host.docker.internal
   postgres postgresql mysql mariadb mongo mongodb mssql sqlite sqlite3 redis rabbitmq kafka elastic elasticsearch
   minio memcached nginx docker kubernetes vault
   root admin administrator user username guest public anonymous nobody service system owner
   password passwd passphrase pass secret secrets token changeme redacted example sample demo dummy foobar
   app apps application api web www server client backend frontend worker main master latest stable
   database schema storage cache queue session sessions
   debug info warn warning error trace verbose silent
   http https tcp udp tls ssl smtp imap basic bearer oauth oauth2 utf8 utf-8 ascii json text
   node nodejs python ruby java golang rust linux darwin windows
   us-east-1 us-east-2 us-west-1 us-west-2 eu-west-1 eu-west-2 eu-west-3 eu-central-1 eu-north-1 us-central1 europe-west1
   1000 1024 2048 3000 3001 3306 4000 4096 4200 4317 4318 5000 5001 5173 5432 5433 5672 6379 6380 8000 8001 8080
   8081 8086 8200 8443 8888 9000 9090 9092 9200 9300 10000 11211 15672 27017 65535 `.replaceAll('\n', ' ')

/** Whether `text` is a word that logs are full of, whatever its case. */
export function isCommonWord(text: string): boolean {
  const word = text.trim().toLowerCase()
  return word !== '' && !word.includes(' ') && COMMON_WORDS.includes(` ${word} `)
}
