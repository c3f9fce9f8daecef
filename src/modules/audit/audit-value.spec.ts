import { toAuditText, toAuditValue } from './audit-value.js';

describe('toAuditValue', () => {
  it('masks secrets at any depth and keeps what is said about them', () => {
    const value = {
      username: 'ann',
      password: 'hunter2',
      providers: [{ url: 'http://u:p@host/api?apikey=abc&t=search', apiKey: { nested: 'abc' } }],
      requires_password_change: true,
      token: null,
      info_hash: 'aa',
    };
    expect(toAuditValue(value)).toEqual({
      username: 'ann',
      password: '***',
      providers: [{ url: 'http://***@host/api?apikey=***&t=search', apiKey: '***' }],
      requires_password_change: true,
      token: null,
      info_hash: 'aa',
    });
  });

  it('stores what JSON has no form for', () => {
    const value = {
      at: new Date(0),
      size: 10n,
      ratio: NaN,
      nothing: undefined,
      call: () => 1,
      list: [undefined],
    };
    expect(toAuditValue(value)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      size: '10',
      ratio: 'NaN',
      list: [null],
    });
    expect(toAuditValue([1, 2])).toEqual({ value: [1, 2] });
    expect(toAuditValue(undefined)).toBeNull();
  });

  it('cuts long texts and lists, and ends where an object contains itself', () => {
    const value: Record<string, unknown> = { text: 'x'.repeat(5000), list: Array(200).fill(1) };
    const cut = toAuditValue(value);
    expect(cut?.text).toHaveLength(2001);
    expect(cut?.list).toHaveLength(101);
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(JSON.stringify(toAuditValue(loop))).toContain('…');
  });

  it('names the fields of a value that is too big to keep', () => {
    const big = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`field${index}`, 'x'.repeat(1000)]),
    );
    expect(toAuditValue(big)).toMatchObject({
      is_truncated: true,
      fields: expect.arrayContaining(['field0']),
    });
  });
});

describe('toAuditText', () => {
  it('gives a text that PostgreSQL can store', () => {
    expect(toAuditText('a\u0000b\ud800')).toBe('ab\ufffd');
    expect(toAuditText('abc', 2)).toBe('ab…');
  });
});
