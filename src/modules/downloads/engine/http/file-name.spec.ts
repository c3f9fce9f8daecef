import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { resolveInside, safeFileName } from '../../../../common/files/safe-path.js';
import { dispositionFileName } from './content-disposition.js';
import { fileNameOf } from './file-name.js';

const NAUGHTY_STRINGS = '../shared/contracts/naughty/blns.json';

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

interface NameVector {
  readonly content_disposition: string | null;
  readonly url: string | null;
  readonly expect_basename: string | null;
  readonly note: string;
}

const vectors = readJson<NameVector[]>('test/fixtures/http/download-name-vectors.json');
const naughtyNames = readJson<{ input: string; why: string }[]>('test/fixtures/naughty/filenames.json');

/** Where the vectors leave the choice, what is chosen here. */
const CHOICES: Record<string, string> = {
  'malformed UTF-8: never throw 500; use U+FFFD or plain filename': 'download',
  'U+202E right-to-left override': 'invoicevkm.exe',
  'Windows reserved device name when --windows-safe naming is wanted': '_CON.mkv',
  'RFC 2047 is not allowed here; both behaviours seen': '=_UTF-8_Q_foo-=C3=A4.html_=',
  'duplicate parameter: invalid, ignore or first': 'foo.html',
  'space in token: invalid (some servers send it); lenient: foo bar.html': 'foo bar.html',
};

const nameOf = (header: string | null, url: string | null) =>
  fileNameOf({
    wanted: null,
    contentDisposition: header ?? undefined,
    url: new URL(url ?? 'https://h.example/'),
  });

describe('fileNameOf', () => {
  it.each(vectors.map((vector) => [vector.note, vector] as const))('%s', (note, vector) => {
    const name = nameOf(vector.content_disposition, vector.url);
    expect(() => resolveInside('/srv', name)).not.toThrow();
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    const expected = CHOICES[note] ?? vector.expect_basename ?? 'download';
    // A remark in brackets says what must not happen; the checks above are about that.
    if (!expected.startsWith('(')) expect(name).toBe(safeFileName(expected));
  });

  it.each(naughtyNames.map(({ input, why }) => [why, input]))('makes a safe name of: %s', (_why, input) => {
    const quoted = input.replace(/["\\]/g, '\\$&');
    for (const header of [`attachment; filename="${quoted}"`, `attachment; filename=${input}`])
      expect(() => resolveInside('/srv', nameOf(header, null))).not.toThrow();
  });

  (existsSync(NAUGHTY_STRINGS) ? it : it.skip)('makes a safe name of each naughty string', () => {
    for (const text of readJson<string[]>(NAUGHTY_STRINGS))
      expect(() => resolveInside('/srv', nameOf(`attachment; filename="${text}"`, null))).not.toThrow();
  });

  it('makes a safe name of any header', () => {
    const part = fc.constantFrom(
      'attachment',
      ';',
      'filename',
      '*',
      '=',
      '"',
      '\\',
      "UTF-8''",
      '%2e',
      '/',
      '..',
      ' ',
      'é',
    );
    const header = fc.array(part, { maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(fc.property(header, (text) => void resolveInside('/srv', nameOf(text, null))));
  });

  it('prefers what the person asked for', () => {
    const hints = {
      contentDisposition: 'attachment; filename=a.mkv',
      url: new URL('https://h.example/b.mkv'),
    };
    expect(fileNameOf({ wanted: 'mine.mkv', ...hints })).toBe('mine.mkv');
    expect(fileNameOf({ wanted: ' ', ...hints })).toBe('a.mkv');
  });
});

describe('dispositionFileName', () => {
  it('reads raw UTF-8 that arrived as Latin-1', () => {
    const raw = Buffer.from('attachment; filename="Amélie.mkv"').toString('latin1');
    expect(dispositionFileName(raw)).toBe('Amélie.mkv');
  });

  it.each([undefined, '', 'attachment', 'filename=foo.html', `attachment; filename="${'a'.repeat(9000)}"`])(
    'finds nothing in %.40s',
    (header) => {
      expect(dispositionFileName(header)).toBeNull();
    },
  );
});
