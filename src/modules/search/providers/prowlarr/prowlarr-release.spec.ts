import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { normaliseInfoHash } from '../magnet.js';
import { releaseSchema } from './prowlarr-answers.js';
import { toDraft } from './prowlarr-release.js';
import type { ReleaseContext } from './prowlarr-release.js';

const CONTRACTS = path.resolve(import.meta.dirname, '../../../../../../shared/contracts/prowlarr');
const KEY = 'a1b2c3d4e5f6';
const HASH = '9fb267cff5ae5603f07a347676ec3bf3e35f75e1';
const context: ReleaseContext = {
  baseUrl: new URL('https://media.example/prowlarr/'),
  apiKey: KEY,
  isPublic: false,
};

const read = (release: object, more: Partial<ReleaseContext> = {}) => {
  const whole = { title: 'A film 1950', protocol: 'torrent', ...release };
  return toDraft(releaseSchema.parse(whole), { ...context, ...more });
};

describe('toDraft', () => {
  it('asks the configured Prowlarr for what it proxies, whatever host it writes', () => {
    const link = `http://10.0.0.5:9696/7/download?apikey=${KEY}&link=QUVT&file=A+film`;
    expect(read({ downloadUrl: link })?.torrentUrl).toBe(
      'https://media.example/prowlarr/7/download?link=QUVT&file=A+film',
    );
    expect(read({ downloadUrl: link }, { baseUrl: new URL('http://prowlarr:9696') })?.torrentUrl).toBe(
      'http://prowlarr:9696/7/download?link=QUVT&file=A+film',
    );
  });

  it('makes a magnet of a hash alone only where anybody may join', () => {
    const link = `http://p/7/download?apikey=${KEY}&link=QUVT`;
    expect(read({ downloadUrl: link, infoHash: HASH })?.magnetLink).toBeNull();
    expect(read({ downloadUrl: link, infoHash: HASH }, { isPublic: true })?.magnetLink).toContain(HASH);
    expect(read({ infoHash: HASH.toUpperCase() })?.magnetLink).toContain(HASH);
  });

  it('refuses what offers nothing, is for Usenet or has no name', () => {
    expect(read({ guid: 'https://indexer.example/1' })).toBeNull();
    expect(read({ protocol: 'usenet', downloadUrl: 'http://p/1/download?link=x' })).toBeNull();
    expect(read({ title: ' \u0007 ', infoHash: HASH })).toBeNull();
  });

  it('lets the key through nowhere', () => {
    const draft = read({
      guid: `http://p/1/download?apikey=${KEY}`,
      infoHash: HASH,
      magnetUrl: `http://p/${KEY}/x`,
    });
    expect(draft).toMatchObject({ guid: HASH, torrentUrl: null });
    expect(JSON.stringify(draft)).not.toContain(KEY);
  });

  it('reads numbers that can not be as unknown', () => {
    const draft = read({ infoHash: HASH, size: -5, seeders: -1, leechers: 1e12, imdbId: 0, tmdbId: 0 });
    expect(draft).toMatchObject({
      sizeBytes: null,
      seeders: null,
      leechers: 2_147_483_647,
      imdbId: null,
      tmdbId: null,
    });
    expect(read({ infoHash: HASH, imdbId: 137_523 })?.imdbId).toBe('tt0137523');
  });
});

const RECORDED = ['search-derived.json', 'search-recorded-shape.json'];

(existsSync(CONTRACTS) ? describe : describe.skip)('answers of a real Prowlarr', () => {
  it.each(RECORDED)('reads %s', (name) => {
    const releases = JSON.parse(readFileSync(path.join(CONTRACTS, name), 'utf8')) as unknown[];
    expect(releases.length).toBeGreaterThan(0);
    for (const release of releases) {
      const known = releaseSchema.parse(release);
      const draft = toDraft(known, { ...context, apiKey: '<prowlarr-api-key>' });
      expect(JSON.stringify(draft)).not.toMatch(/apikey|prowlarr-api-key/);
      if (known.protocol === 'torrent' && known.infoHash !== null)
        expect(draft?.infoHash).toBe(normaliseInfoHash(known.infoHash));
    }
  });
});
