import { inTransaction, Prisma, RecordError, untilFree, type Database, type Transaction } from './database.js';
import { advanceIn, decide, lock, Refused, type Act, type Advanced } from './decide.js';
import { decidesTogether, registeredProcess } from './processes.js';
import { Together } from './together.js';
import type { CaseEvent } from '#domain/process/types.js';

/**
 * The door: the only way anything changes a case. One transaction locks the row, judges by the database's business clock read after the
 * lock, and writes state, log, tasks and mail together. A refusal is a value and leaves nothing behind. Throws RecordError 'not_found'.
 */
export function advance(
  db: Database,
  caseId: string,
  event: CaseEvent,
  options: Pick<Act, 'expectedRevision'> = {},
): Promise<Advanced> {
  const act = { caseId, event, ...options };
  return decidesTogether(event.on) ? queueOf(db).decide(act) : alone(db, act);
}

/** One queue a database handle: whoever comes while others are decided goes with the next. */
const queues = new WeakMap<Database, Together<Act, Advanced>>();

function queueOf(db: Database): Together<Act, Advanced> {
  const found = queues.get(db);
  if (found) return found;
  const queue = new Together<Act, Advanced>(
    (act) => alone(db, act),
    (acts) => inTransaction(db, (tx) => allOfThem(tx, acts)),
  );
  queues.set(db, queue);
  return queue;
}

/** They do not go together: each is decided by itself. */
class Apart extends Error {}

/**
 * Acts decided together, or none of them. One that is refused, or was here before, has been reckoned for its part of a cap that the others then did not get; and a process
 * with an act of the same name has not said that its own may be decided so. Throws Apart.
 */
async function allOfThem(tx: Transaction, acts: Act[]): Promise<Advanced[]> {
  const locked = await lock(tx, acts);
  if (!locked.every(({ row, act }) => registeredProcess(row.process).together?.includes(act.event.on))) throw new Apart();
  const answers = await decide(tx, locked);
  if (!answers.every(({ outcome }) => outcome === 'done')) throw new Apart();
  return answers;
}

async function alone(db: Database, act: Act): Promise<Advanced> {
  try {
    return await untilFree(() =>
      inTransaction(db, async (tx) => {
        const [answer] = await advanceIn(tx, [act]);
        // A refusal after a partial cascade must undo the whole act.
        if (answer?.outcome === 'refused') throw new Refused(answer);
        return answer!;
      }),
    );
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw refusalOfDatabase(error, act.caseId) ?? error;
  }
}

/** The database's own checks, said in the door's words. */
function refusalOfDatabase(error: unknown, caseId: string): RecordError | undefined {
  const text = error instanceof Prisma.PrismaClientKnownRequestError ? JSON.stringify(error.meta ?? {}) + error.message : '';
  if (text.includes('DB003')) return new RecordError('two_levels', `同一人不得办理同一事项的两级审核（${caseId}）。`);
  return undefined;
}
