#!/bin/bash -x
echo "${DATABASE_URL}"
set -o xtrace
