#!/usr/bin/env bash
set -x
terraform version
env GREP_COLORS= ls
