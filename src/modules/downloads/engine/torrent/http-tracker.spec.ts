import { setTimeout as sleep } from 'node:timers/promises';
import { HttpTracker } from './http-tracker.js';
import type { HttpTrackerOptions, TrackerFetch } from './http-tracker.js';

const PEERS = Buffer.from('d8:intervali1800e5:peers6:\x7f\0\0\x01\x1a\xe1e', 'latin1');

interface Recording {
  readonly tracker: HttpTracker;
  readonly urls: string[];
  readonly peers: string[];
  readonly warnings: string[];
}

const options: HttpTrackerOptions = {
  url: 'http://tracker.test/announce?passkey=abc',
  infoHash: '0123456789abcdef0123456789abcdef01234567',
  peerId: '2d5757333032312d000000000000000000000000',
  port: 6881,
  fetch: () => Promise.resolve(PEERS),
  facts: () => ({ uploaded: 1, downloaded: 2, left: 3 }),
  onPeers: () => undefined,
  onWarning: () => undefined,
};

function record(fetch: TrackerFetch): Recording {
  const urls: string[] = [];
  const peers: string[] = [];
  const warnings: string[] = [];
  const tracker = new HttpTracker({
    ...options,
    fetch: (url, signal) => {
      urls.push(url);
      return fetch(url, signal);
    },
    onPeers: (found) => peers.push(...found),
    onWarning: (error) => warnings.push(error.message),
  });
  return { tracker, urls, peers, warnings };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(1);
}

describe('HttpTracker', () => {
  it('says hello, completion and good-bye with the facts of the moment', async () => {
    const { tracker, urls, peers } = record(() => Promise.resolve(PEERS));
    tracker.start();
    tracker.start();
    await until(() => peers.length > 0);
    await tracker.complete();
    await tracker.stop();
    await tracker.stop();
    expect(peers[0]).toBe('127.0.0.1:6881');
    expect(urls.map((url) => /event=(\w+)/.exec(url)?.[1])).toEqual(['started', 'completed', 'stopped']);
    expect(urls[0]).toBe(
      'http://tracker.test/announce?passkey=abc&info_hash=%01%23%45%67%89%ab%cd%ef%01%23%45%67%89%ab%cd%ef%01%23%45%67' +
        '&peer_id=%2d%57%57%33%30%32%31%2d%00%00%00%00%00%00%00%00%00%00%00%00&port=6881&uploaded=1&downloaded=2&left=3' +
        '&compact=1&numwant=80&event=started',
    );
  });

  it('reports a tracker that refuses or fails, and takes no leave of one it never reached', async () => {
    for (const [fetch, warning] of [
      [() => Promise.resolve(Buffer.from('d14:failure reason4:nopee')), 'The tracker refused: nope'],
      [() => Promise.reject(new Error('connection refused')), 'connection refused'],
    ] as const) {
      const { tracker, urls, warnings } = record(fetch);
      tracker.start();
      await until(() => warnings.length > 0);
      await tracker.complete();
      await tracker.stop();
      expect(warnings).toEqual([warning]);
      expect(urls).toHaveLength(1);
    }
  });

  it('breaks off the announce under way when it is stopped', async () => {
    const { tracker, urls, warnings } = record(
      (_, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    );
    tracker.start();
    await until(() => urls.length > 0);
    await tracker.stop();
    expect(urls).toHaveLength(1);
    expect(warnings).toEqual([]);
  });
});
