import { Writable } from 'node:stream';
import { pino } from 'pino';
import { REDACT_PATHS, redactText } from './redact.js';

describe('redactText', () => {
  it.each([
    ['ws://h/ws?token=abc.def&x=1', 'ws://h/ws?token=***&x=1'],
    ['GET http://h/api?t=search&apikey=SECRET failed', 'GET http://h/api?t=search&apikey=*** failed'],
    ['http://h/dl?jackett_apikey=SECRET', 'http://h/dl?jackett_apikey=***'],
    ['postgres://user:pass@db/sokoul', 'postgres://***@db/sokoul'],
    ['http://h/file?signature=aa&expires=1', 'http://h/file?signature=***&expires=1'],
    ['nothing secret', 'nothing secret'],
  ])('%s', (text, expected) => expect(redactText(text)).toBe(expected));
});

describe('REDACT_PATHS', () => {
  it('blanks secrets in logged objects', () => {
    const lines: string[] = [];
    const stream = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        lines.push(chunk.toString());
        done();
      },
    });
    pino({ redact: { paths: REDACT_PATHS, censor: '***' } }, stream).info({
      body: { password: 'hunter2' },
      token: 'abc',
    });
    expect(lines.join()).not.toMatch(/hunter2|abc/);
  });
});
