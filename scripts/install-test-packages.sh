#!/bin/sh
# Installs the Debian packages that the tests use, one line for each purpose. Run as root.
set -eu
apt-get update
apt-get install -y --no-install-recommends \
  bash coreutils findutils procps util-linux perl-base \
  tmux less vim-tiny python3-minimal make \
  zsh fish \
  dbus-daemon dbus-bin gnome-keyring libglib2.0-bin libsecret-1-0 \
  strace git curl \
  chromium
