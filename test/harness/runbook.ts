import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#apps/local/services/migrate.js';
import { temporalExecutable } from '#apps/local/services/temporal.js';
import type { Machine } from './machine.js';

/** The commands of docs/runbook.md under the heading. */
export function commandsUnder(heading: string): string {
  const [, after] = readFileSync(join(root, 'docs/runbook.md'), 'utf8').split(`# ${heading}\n`);
  return /```sh\n(.*?)```/s.exec(after!)![1]!;
}

/** Where the runbook says `docker`, the same is done in the machine's own folder; its parts are started and stopped by the test. */
const docker = `
docker() {
  case "$*" in
    'compose up '* | 'compose down') ;;
    'volume rm duban_postgres') rm -rf "$PGDATA" ;;
    'compose run '*) bash -c "\${@: -1}" ;;
    'compose exec temporal temporal '*) "$TEMPORAL" "\${@:5}" ;;
    *) echo "not played here: docker $*" >&2; return 1 ;;
  esac
}
# Who is not root runs PostgreSQL as oneself.
[ "$(id -u)" = 0 ] || { chown() { :; }; export -f chown; }
set -euo pipefail
`;

/** Runs these commands of the runbook against the machine, in its folder; `change`: what stands in the text, and what it is here. Throws with what they said. */
export async function runAsWritten(machine: Machine, commands: string, change: Record<string, string> = {}): Promise<void> {
  const here = Object.entries({ 'temporal:7233': machine.temporalAddress, ...change });
  const script = here.reduce((text, [there, value]) => text.replaceAll(there, value), commands);
  execFileSync('bash', ['-c', docker + script], {
    cwd: machine.directory,
    env: {
      ...process.env,
      PGDATA: join(machine.directory, 'postgres'),
      TEMPORAL: await temporalExecutable(() => undefined),
    },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
