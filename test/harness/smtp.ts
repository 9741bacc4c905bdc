import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  messageId: string;
  to: string;
  /** As sent: headers and encoded body. */
  source: string;
}

/** What is said after the final dot: accept, refuse with a code, or keep the mail and drop the connection without an answer, or say nothing for ever. */
type Answer = 'accept' | number | 'drop' | 'hang';

export interface TestSmtp {
  url: string;
  received: ReceivedMail[];
  /** To every mail, unless `answers` has its address. */
  answer: Answer;
  answers: Map<string, Answer>;
  /** Codes by address with which RCPT TO is refused: unknown, greylisted. */
  refused: Map<string, number>;
  /** Called when a mail is kept, before that is said. */
  kept: () => void;
  /** Breaks every connection. */
  hangUp: () => void;
  stop(): Promise<void>;
}

/** A real SMTP server on this machine that keeps what it accepts. */
export async function startSmtp(port = 0): Promise<TestSmtp> {
  const server = new SMTPServer({
    // It takes mail from whoever does not sign in, and knows no password.
    authOptional: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const code = smtp.refused.get(address);
      done(
        code === undefined
          ? undefined
          : Object.assign(new Error(code >= 500 ? 'no such user' : 'try again later'), { responseCode: code }),
      );
    },
    onData: (stream, session, done) => {
      let source = '';
      stream.on('data', (chunk: Buffer) => (source += chunk.toString()));
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        const answer = smtp.answers.get(to) ?? smtp.answer;
        if (typeof answer === 'number') return done(Object.assign(new Error('not now'), { responseCode: answer }));
        smtp.received.push({ messageId: /^Message-ID:\s*(<[^>]+>)/im.exec(source)![1]!, to, source });
        smtp.kept();
        if (answer === 'drop') hangUp();
        else if (answer === 'accept') done();
      });
    },
  });
  const hangUp = () => {
    for (const connection of (server as any).connections) connection._socket.destroy();
  };
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const smtp: TestSmtp = {
    url: `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`,
    received: [],
    answer: 'accept',
    answers: new Map(),
    refused: new Map(),
    kept: () => undefined,
    hangUp,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        hangUp();
      }),
  };
  return smtp;
}
