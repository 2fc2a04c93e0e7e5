#!/bin/sh
# Fetches moto, the AWS emulator that the store tests run against, from Debian trixie into node_modules/.cache/moto.
# It is plain Python and is extracted, not installed; its dependencies are installed where we are root.
set -eu
cd "$(dirname "$0")/.."
target=node_modules/.cache/moto
[ -d "$target/usr/lib/python3/dist-packages/moto" ] && exit 0

needed="python3-flask python3-flask-cors python3-boto3 python3-responses python3-xmltodict python3-cryptography python3-yaml"
if ! dpkg -s $needed >/dev/null 2>&1; then
  [ "$(id -u)" -eq 0 ] || { echo "fetch-moto: install these first: $needed" >&2; exit 1; }
  apt-get update -qq
  apt-get install -qq -y --no-install-recommends $needed >/dev/null
fi

# The mirror that this machine already uses, in either format of a sources list.
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
  sed -n 's/^URIs: *\([^ ]*\/debian\)\/\{0,1\} *$/\1/p; s/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\/debian\)\/\{0,1\} .*/\2/p' | head -n 1)
[ -n "$mirror" ] || { echo "fetch-moto: no Debian mirror among the apt sources" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$work/sources.list"
options="-qq -o Dir::Etc::sourcelist=$work/sources.list -o Dir::Etc::sourceparts=- -o Dir::State::lists=$work/lists -o Dir::Cache=$work/cache -o APT::Sandbox::User=root"
apt-get $options update
(cd "$work" && apt-get $options download python3-moto)
mkdir -p "$target"
dpkg -x "$work"/python3-moto_*.deb "$target"
