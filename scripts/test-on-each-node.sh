#!/bin/sh
# Runs the tests named by the arguments on each Node that sotto supports, from the packages that carry them.
set -eu
cd "$(dirname "$0")/.."
for folder in node22/bin node/bin node26/bin; do
  node="$PWD/node_modules/$folder"
  "$node/node" --version
  PATH="$node:$PATH" "$node/node" node_modules/vitest/vitest.mjs run "$@"
done
