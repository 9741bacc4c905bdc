#!/bin/sh
# Runs once, on an empty data volume: one cluster, for Duban and for Temporal a role and databases each, closed to one another; and for Duban's api a
# second role that reads for persons and owns nothing (docs/adr/0014).
# One cluster on purpose: one backup is one consistent point of both (docs/runbook.md).
set -eu
psql --username "$POSTGRES_USER" --dbname postgres -v ON_ERROR_STOP=1 \
  -v duban_password="$DUBAN_DB_PASSWORD" -v reader_password="$READER_DB_PASSWORD" -v temporal_password="$TEMPORAL_DB_PASSWORD" <<'SQL'
create role duban login password :'duban_password';
create role duban_reader login password :'reader_password';
create role temporal login password :'temporal_password';
create database duban owner duban;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke connect, temporary on database duban, temporal, temporal_visibility from public;
grant connect on database duban to duban_reader;
SQL
