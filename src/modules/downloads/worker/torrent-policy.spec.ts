import { FetchPolicy } from '../../../common/fetch/fetch-policy.js';
import { FetchBench } from '../../../../test/support/fetch-bench.js';
import { TorrentPolicy } from './torrent-policy.js';

const ANSWER = 'd8:intervali1800e5:peers0:e';

describe('TorrentPolicy', () => {
  const bench = new FetchBench();
  const { signal } = new AbortController();
  afterEach(() => bench.close());

  const policyFor = (...allowedOrigins: string[]): TorrentPolicy => {
    const listed = new FetchPolicy({ allowedOrigins });
    return new TorrentPolicy(listed, bench.client(listed));
  };

  it.each([
    'http://127.0.0.1:6969/announce',
    'http://192.168.1.5/announce',
    'http://169.254.169.254/announce',
    'http://[::ffff:10.0.0.1]/announce',
    'http://localhost/announce',
    'file:///etc/passwd',
    'not a url',
  ])('announces nothing to %s', (url) => {
    expect(policyFor().allowsTracker(url)).toBe(false);
  });

  it('announces to trackers on the internet', () => {
    expect(policyFor().allowsTracker('https://tracker.example.org/announce')).toBe(true);
  });

  it.each(['127.0.0.1', '10.1.2.3', '::1', '::ffff:127.0.0.1', 'fe80::1', '100.64.0.1', 'nonsense'])(
    'connects to no peer at %s',
    (address) => {
      expect(policyFor().allowsPeer(address)).toBe(false);
    },
  );

  it('connects to peers on the internet', () => {
    expect(policyFor().allowsPeer('1.1.1.1')).toBe(true);
  });

  it('asks a listed tracker, and then trusts peers at its address', async () => {
    const origin = await bench.serve((_, response) => response.end(ANSWER));
    const policy = policyFor(origin);
    expect(policy.allowsTracker(`${origin}/announce`)).toBe(true);
    expect(policy.allowsPeer('127.0.0.1')).toBe(false);
    expect(String(await policy.fetchTracker(`${origin}/announce?info_hash=x`, signal))).toBe(ANSWER);
    expect(policy.allowsPeer('127.0.0.1')).toBe(true);
    expect(policy.allowsPeer('127.0.0.2')).toBe(false);
  });

  it('asks no other listed service, and nothing but its announce address', async () => {
    const origin = await bench.serve((_, response) => response.end('<html>an indexer</html>'));
    const policy = policyFor(origin);
    expect(policy.allowsTracker(`${origin}/api/v1/command?apikey=x`)).toBe(false);
    await expect(policy.fetchTracker(`${origin}/api/v1/command`, signal)).rejects.toMatchObject({
      code: 'URL_REFUSED',
    });
    await policy.fetchTracker(`${origin}/announce`, signal);
    expect(policy.allowsPeer('127.0.0.1')).toBe(false);
  });

  it('is not sent on by a listed tracker', async () => {
    const other = await bench.serve((_, response) => response.end('secret'));
    const origin = await bench.serve((_, response) => response.writeHead(302, { location: other }).end());
    const policy = policyFor(origin, other);
    await expect(policy.fetchTracker(`${origin}/announce`, signal)).rejects.toThrow(/302/);
  });
});
