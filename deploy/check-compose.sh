#!/usr/bin/env bash
# Validates docker-compose.yml: by `docker compose config`, or, where there is no docker, by the library that it reads files with (compose-go, from the Go
# module proxy, built once). Required variables get a stand-in.
set -euo pipefail
cd "$(dirname "$0")/.."
stand_in=$(mktemp ./compose-check-XXXXXX.yml)
trap 'rm -f "$stand_in"' EXIT
sed -E 's/\$\{[A-Z_]+:\?[^}]*\}/stand-in/g' docker-compose.yml >"$stand_in"
if docker compose version >/dev/null 2>&1; then
  docker compose --file "$stand_in" config --quiet
else
  bin="$HOME/.duban/compose-go"
  [ -x "$bin/cmd" ] || GOBIN="$bin" go install github.com/compose-spec/compose-go/v2/cmd@v2.9.0
  "$bin/cmd" "$stand_in" >/dev/null
fi
echo 'docker-compose.yml is valid'
