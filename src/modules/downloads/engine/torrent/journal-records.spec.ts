import { readJournal, record } from './journal-records.js';

const HASH = 'a'.repeat(40);
const journal = (...lines: string[]) => [record.title(HASH), ...lines].join('');
const durableIn = (text: string) =>
  [...(readJournal(text, HASH)?.pieces ?? [])].map(([piece, { isDurable }]) => [piece, isDurable]);

describe('the journal of pieces', () => {
  it('tells which pieces are verified, and in which boot', () => {
    const state = readJournal(
      journal(record.boot('b1'), record.verified(3), record.boot('b2'), record.verified(5)),
      HASH,
    );
    expect([...(state?.pieces ?? [])]).toEqual([
      [3, { boot: 'b1', isDurable: false }],
      [5, { boot: 'b2', isDurable: false }],
    ]);
    expect(state).toMatchObject({ lastBoot: 'b2', stamps: null });
  });

  it('is that of one torrent only', () => {
    expect(readJournal(journal(), 'b'.repeat(40))).toBeNull();
    expect(readJournal('', HASH)).toBeNull();
    expect(readJournal('nonsense\n', HASH)).toBeNull();
  });

  it('counts as durable what stood before the mark, once the sync is done', () => {
    const lines = [record.boot('b'), record.verified(1), record.mark, record.verified(2)];
    expect(durableIn(journal(...lines))).toEqual([
      [1, false],
      [2, false],
    ]);
    expect(durableIn(journal(...lines, record.sync))).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(durableIn(journal(...lines, record.boot('c'), record.sync))).toEqual([
      [1, false],
      [2, false],
    ]);
  });

  it('does not trust a piece that is being written again, nor one in doubt', () => {
    const lines = [
      record.boot('b'),
      record.verified(1),
      record.verified(2),
      record.writing(1),
      record.doubted(2),
    ];
    const state = readJournal(journal(...lines), HASH);
    expect(state?.pieces.size).toBe(0);
    expect([...(state?.touched ?? [])]).toEqual([1, 2]);
  });

  it('ends at a line that was cut short or makes no sense', () => {
    expect(durableIn(`${journal(record.boot('b'), record.verified(1))}+12`)).toEqual([[1, false]]);
    expect(durableIn(journal(record.boot('b'), record.verified(1), '\0\0\0\n', record.verified(2)))).toEqual([
      [1, false],
    ]);
  });

  it('knows the files of an orderly end, until something follows', () => {
    const stamps = new Map([[0, { size: 5, mtimeMs: 1.25 }]]);
    const text = journal(record.boot('b'), record.stop(stamps));
    expect(readJournal(text, HASH)?.stamps).toEqual(stamps);
    expect(readJournal(text + record.boot('b'), HASH)?.stamps).toBeNull();
    expect(readJournal(journal('stop {"0":1}\n'), HASH)?.stamps).toBeNull();
    expect(readJournal(journal('stop [\n'), HASH)?.stamps).toBeNull();
  });
});
