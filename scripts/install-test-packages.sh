#!/bin/sh
# Installs the Debian packages that the tests run real programs from.
set -eu
packages="dbus gnome-keyring libglib2.0-bin libsecret-1-0 strace"
dpkg -s $packages >/dev/null 2>&1 && exit 0
[ "$(id -u)" -eq 0 ] || { echo "install-test-packages: install these first: $packages" >&2; exit 1; }
apt-get update -qq
apt-get install -qq -y --no-install-recommends $packages >/dev/null
