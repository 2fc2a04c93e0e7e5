#!/bin/sh
# A gnome-keyring behind a session bus of its own, with $HOME as its folder. Prints the bus's address once it
# answers, and ends with everything it started when its stdin is closed, which also happens when its parent dies.
set -eu
dbus-daemon --session --nofork --nopidfile --print-address=1 >"$HOME/address" &
bus=$!
while ! [ -s "$HOME/address" ]; do sleep 0.01; done
DBUS_SESSION_BUS_ADDRESS=$(cat "$HOME/address")
export DBUS_SESSION_BUS_ADDRESS
printf %s "$KEYRING_PASSWORD" | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
daemon=$!
gdbus wait --session --timeout=20 org.freedesktop.secrets
echo "$DBUS_SESSION_BUS_ADDRESS"
cat >/dev/null
kill $daemon $bus
rm -rf "$HOME"
