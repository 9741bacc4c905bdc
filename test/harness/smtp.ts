import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  messageId: string;
  to: string;
  /** As sent: headers and encoded body. */
  source: string;
}

export interface TestSmtp {
  url: string;
  received: ReceivedMail[];
  /** What is said after the final dot: accept, refuse with a code, or keep the mail and drop the connection without an answer, or say nothing for ever. */
  answer: 'accept' | number | 'drop' | 'hang';
  /** Called when a mail is kept, before that is said. */
  kept: () => void;
  stop(): Promise<void>;
}

/** A real SMTP server on this machine that keeps what it accepts. */
export async function startSmtp(port = 0): Promise<TestSmtp> {
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      let source = '';
      stream.on('data', (chunk: Buffer) => (source += chunk.toString()));
      stream.on('end', () => {
        if (typeof smtp.answer === 'number') return done(Object.assign(new Error('not now'), { responseCode: smtp.answer }));
        const to = session.envelope.rcptTo[0]?.address ?? '';
        smtp.received.push({ messageId: /^Message-ID:\s*(<[^>]+>)/im.exec(source)![1]!, to, source });
        smtp.kept();
        if (smtp.answer === 'drop') hangUp();
        else if (smtp.answer === 'accept') done();
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
    kept: () => undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        hangUp();
      }),
  };
  return smtp;
}
