import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve, sep } from 'node:path';
import fc from 'fast-check';
import { assertRealPathInside, resolveInside, safeFileName, UnsafePathError } from './safe-path.js';

const ROOT = resolve('/srv/media');

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

const filenames = readJson<{ input: string; why: string }[]>('test/fixtures/naughty/filenames.json');
const torrentPaths = readJson<{ torrent: string; path: string[]; refused: boolean }[]>(
  'test/fixtures/naughty/torrent-paths.json',
);
const NAUGHTY_STRINGS = '../shared/contracts/naughty/blns.json';

function expectPortable(name: string): void {
  expect(name).not.toBe('');
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
  expect(name.isWellFormed()).toBe(true);
  expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
  expect(name).not.toMatch(/^[-.\s]|[.\s]$/u);
  expect(name.normalize('NFKC')).not.toMatch(/[/\\]|^\.+$/);
  expect(safeFileName(name)).toBe(name);
  expect(resolveInside(ROOT, name)).toBe(join(ROOT, name));
}

describe('safeFileName', () => {
  it.each(filenames.map(({ input, why }) => [why, input]))('makes a portable name of: %s', (_why, input) => {
    expectPortable(safeFileName(input));
  });

  it('makes a portable name of any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom('.', ' ', '/', '\\', '-', 'con', 'nul', '\0', '…', '\u202e', 'é', '\ud83d'),
      }),
    );
    fc.assert(fc.property(text, (name) => expectPortable(safeFileName(name))));
  });

  (existsSync(NAUGHTY_STRINGS) ? it : it.skip)('makes a portable name of each naughty string', () => {
    for (const text of readJson<string[]>(NAUGHTY_STRINGS)) expectPortable(safeFileName(text));
  });

  it.each([
    ['Blade Runner 2049 (2017).mkv', 'Blade Runner 2049 (2017).mkv'],
    ['Amélie – Director’s Cut.mp4', 'Amélie – Director’s Cut.mp4'],
    ['Mission: Impossible', 'Mission_ Impossible'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['aux.mkv', '_aux.mkv'],
    ['COM1 .txt', '_COM1 .txt'],
    ['console.txt', 'console.txt'],
    ['.htaccess', 'htaccess'],
    ['a\u202egpj.exe', 'agpj.exe'],
    ['a\u200d\u0327.mkv', 'a\u200d\u0327.mkv'],
    ['\ud83d', '_'],
    ['...', 'unnamed'],
    ['\u2026', 'unnamed'],
    ['', 'unnamed'],
  ])('turns %j into %j', (input, expected) => {
    expect(safeFileName(input)).toBe(expected);
  });

  it('cuts a long stem between code points and keeps the extension', () => {
    const name = safeFileName(`${'😀'.repeat(100)}.mkv`);
    expect(name).toBe(`${'😀'.repeat(49)}.mkv`);
  });
});

describe('resolveInside', () => {
  it('joins safe components below the root', () => {
    expect(resolveInside(ROOT, 'Show: The Show', 'a..b', '.hidden', '~', '-rf')).toBe(
      [ROOT, 'Show: The Show', 'a..b', '.hidden', '~', '-rf'].join(sep),
    );
  });

  it.each([
    ['empty', []],
    ['empty', ['']],
    ['empty', ['a', '', 'b']],
    ['dots', ['.']],
    ['dots', ['a', '..']],
    ['dots', ['.. ']],
    ['dots', ['...']],
    ['separator', ['/etc/passwd']],
    ['separator', ['a/../../b']],
    ['separator', ['..\\..\\b']],
    ['separator', ['\\\\host\\share']],
    ['drive', ['C:']],
    ['drive', ['c:evil']],
    ['nul', ['a\0.mkv']],
    ['malformed', ['\ud83d']],
    ['reserved', ['a', 'NUL.txt']],
    ['too_long', ['a'.repeat(256)]],
    ['too_long', Array.from({ length: 20 }, () => 'b'.repeat(250))],
  ])('refuses as %s: %j', (reason, components) => {
    expect(() => resolveInside(ROOT, ...components)).toThrow(UnsafePathError);
    expect(() => resolveInside(ROOT, ...components)).toThrow(expect.objectContaining({ reason }));
  });

  it.each(torrentPaths.map(({ torrent, path, refused }) => [refused ? 'refuses' : 'accepts', torrent, path]))(
    '%s the path of %s: %j',
    (verdict, _torrent, path) => {
      const act = () => resolveInside(ROOT, ...(path as string[]));
      if (verdict === 'refuses') expect(act).toThrow(UnsafePathError);
      else expect(act().startsWith(ROOT + sep)).toBe(true);
    },
  );

  it('never answers with a path outside the root', () => {
    const component = fc.string({
      unit: fc.constantFrom('.', '/', '\\', 'a', ' ', ':', '\0', '..'),
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(component, { maxLength: 5 }), (components) => {
        try {
          expect(resolveInside(ROOT, ...components).startsWith(ROOT + sep)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UnsafePathError);
        }
      }),
    );
  });

  it('keeps the refused path out of the message', () => {
    expect(() => resolveInside(ROOT, 'x/secret')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') as string }),
    );
  });
});

describe('assertRealPathInside', () => {
  let base: string;
  let root: string;

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'safe-path-'));
    root = join(base, 'root');
    mkdirSync(join(root, 'films'), { recursive: true });
    mkdirSync(join(base, 'root-sibling'));
    writeFileSync(join(root, 'films', 'a.mkv'), 'x');
    writeFileSync(join(base, 'secret'), 'x');
  });
  afterEach(() => rmSync(base, { recursive: true }));

  it('answers with the real path of a file inside', async () => {
    symlinkSync(join(root, 'films'), join(root, 'movies'));
    const real = await assertRealPathInside(root, join(root, 'movies', 'a.mkv'));
    expect(isAbsolute(real)).toBe(true);
    expect(real.endsWith(join('films', 'a.mkv'))).toBe(true);
  });

  it('accepts a file that does not exist yet', async () => {
    const real = await assertRealPathInside(root, join(root, 'new', 'deep', 'b.mkv'));
    expect(real.endsWith(join('root', 'new', 'deep', 'b.mkv'))).toBe(true);
  });

  it('refuses links that lead out, dangle or loop, the root itself, siblings and parents', async () => {
    symlinkSync(join(base, 'secret'), join(root, 'out'));
    symlinkSync(base, join(root, 'up'));
    symlinkSync(join(base, 'not-there'), join(root, 'dangling'));
    symlinkSync(join(root, 'loop'), join(root, 'loop'));
    const paths = [
      'out',
      'up/secret',
      'up/new',
      'dangling',
      'dangling/x',
      'loop',
      'loop/x',
      '.',
      '..',
      '../root-sibling',
    ];
    for (const path of paths) {
      await expect(assertRealPathInside(root, join(root, path))).rejects.toBeInstanceOf(UnsafePathError);
    }
  });
});
