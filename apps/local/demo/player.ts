import { Readable } from 'node:stream';
import { FileStore } from '#activities/documents/store.js';
import { atTime, type Instant, type LocalDate } from '#domain/calendar/instant.js';
import type { FormValues } from '#domain/form/definition.js';
import type { DocumentContent } from '#domain/form/document.js';
import type { Actor, CaseEvent, CaseState } from '#domain/process/types.js';
import { stableId as idOf } from '#apps/install/stable-id.js';
import { advance } from '#records/advance.js';
import { addAttachment } from '#records/attachments.js';
import { businessNow, moveClock } from '#records/clock.js';
import type { Database } from '#records/database.js';
import { saveDraft } from '#records/documents.js';
import { readSomeone } from '#records/people.js';
import { demoFiles, type DemoFile } from './files.js';
import { Timeline } from './timeline.js';

/** Plays demo cases through the product's own door, so that their logs are true; time passes from event to event. */
export class Player {
  private readonly timeline: Timeline;

  constructor(
    readonly db: Database,
    private readonly people: Map<string, Actor>,
    private readonly files: FileStore,
  ) {
    this.timeline = new Timeline((to) => this.pass(to));
  }

  /** Several stories on one clock. */
  tell(stories: readonly (() => Promise<unknown>)[]): Promise<void> {
    return this.timeline.tell(stories);
  }

  who(login: string): Actor {
    const found = this.people.get(login);
    if (!found) throw new Error(`演示数据：没有账号 ${login}`);
    return found;
  }

  loginOf(personId: string): string {
    return [...this.people].find(([, actor]) => actor.personId === personId)![0];
  }

  /** The story goes on at that moment; whatever others wait for before it happens first. */
  on(date: LocalDate, time = '09:30'): Promise<void> {
    return this.timeline.until(atTime(date, time));
  }

  async must(caseId: string, on: string, by: string, more: Partial<CaseEvent> = {}): Promise<string> {
    const id = idOf(`${caseId} ${on} ${by} ${JSON.stringify(more)}`);
    const answer = await advance(this.db, caseId, { id, on, by: await this.actor(by), ...more });
    if (answer.outcome === 'refused')
      throw new Error(`演示数据：${on} ${answer.refusal.message} ${JSON.stringify(answer.refusal.details ?? '')}`);
    return answer.status;
  }

  /** As the session would make it: leading and joining a consortium gives its people posts (docs/adr/0012); the password was entered again. */
  private async actor(login: string): Promise<Actor> {
    const known = this.who(login);
    const { actor } = known.roles?.includes('UA') ? (await readSomeone(this.db, known.personId!))! : { actor: known };
    return { ...actor, reauthenticated: true };
  }

  async stateOf<D>(caseId: string): Promise<CaseState<D>> {
    const { state } = await this.db.case.findUniqueOrThrow({ where: { id: caseId }, select: { state: true } });
    return state as unknown as CaseState<D>;
  }

  /** An instant of the record has come: what its workflow would send. */
  async passes(caseId: string, name: string): Promise<void> {
    const instant = (await this.stateOf(caseId)).instants.find((one) => one.name === name);
    if (!instant) throw new Error(`演示数据：${name} 不在时点之列`);
    await this.timeline.until(instant.at);
    await this.knock(caseId, name, instant.at);
  }

  private async knock(caseId: string, name: string, at: Instant): Promise<void> {
    const answer = await advance(this.db, caseId, { id: `instant:${name}:${at}`, on: name, by: { kind: 'time' } });
    if (answer.outcome === 'refused') throw new Error(`演示数据：${name} ${answer.refusal.message}`);
  }

  /** Time passes up to `to`; what comes due on the way in the consortia knocks at its own instant, as the workflows would. */
  private async pass(to: Instant): Promise<void> {
    for (;;) {
      const now = await businessNow(this.db);
      const [due] = await this.db.$queryRaw<{ id: string; name: string; at: number }[]>`
        select c.id, i->>'name' as name, (i->>'at')::double precision as at
        from "case" c, jsonb_array_elements(c.state->'instants') i
        where c.department = 'sti' and not c.ended and i->>'kind' <> 'closing' and (i->>'at')::double precision <= ${Math.max(to, now)}
        order by at, c.created_at, c.id, name limit 1`;
      const at = Math.max(due?.at ?? to, now);
      if (at > now) await moveClock(this.db, { to: at, speed: 0 });
      if (!due) return;
      await this.knock(due.id, due.name, due.at);
    }
  }

  draft(caseId: string, by: string, document: string, content: DocumentContent | FormValues): Promise<unknown> {
    return saveDraft(this.db, caseId, { ...content }, { personId: this.who(by).personId! }, undefined, document);
  }

  /** A file on a case; returns its id. */
  async attach(caseId: string, by: string, purpose: string, fileName: string, file: DemoFile): Promise<string> {
    const someone = (await readSomeone(this.db, this.who(by).personId!))!;
    const { mediaType, bytes } = demoFiles[file];
    const received = await this.files.receive(Readable.from([bytes]));
    await this.files.keep(received);
    const id = idOf(`${caseId} ${fileName}`);
    const { size, sha256 } = received;
    await addAttachment(
      this.db,
      someone,
      { id, caseId, purpose, fileName, mediaType, size, sha256 },
      { personId: someone.viewer.personId },
    );
    return id;
  }
}
