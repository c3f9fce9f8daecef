import { readTrackerAnswer } from './tracker-answer.js';

const read = (text: string) => readTrackerAnswer(Buffer.from(text, 'latin1'));

describe('readTrackerAnswer', () => {
  it('reads compact IPv4 and IPv6 peers and the intervals', () => {
    const ipv6 = `${'\0'.repeat(15)}\x01\x1a\xe1`;
    expect(
      read(`d8:intervali900e12:min intervali60e5:peers6:\x7f\0\0\x01\x1a\xe16:peers618:${ipv6}e`),
    ).toEqual({
      peers: ['127.0.0.1:6881', '[0:0:0:0:0:0:0:1]:6881'],
      intervalSeconds: 900,
      minIntervalSeconds: 60,
    });
  });

  it('reads a list of peers, without host names and impossible ports', () => {
    const peer = (ip: string, port: number) => `d2:ip${ip.length}:${ip}4:porti${port}ee`;
    const peers = [
      peer('10.0.0.1', 1),
      peer('host.test', 2),
      peer('10.0.0.2', 0),
      peer('10.0.0.3', 70_000),
      'de',
      'i1e',
    ];
    expect(read(`d5:peersl${peers.join('')}ee`)).toEqual({
      peers: ['10.0.0.1:1'],
      intervalSeconds: null,
      minIntervalSeconds: null,
    });
  });

  it('takes no more than 1000 peers and ignores a broken tail', () => {
    expect(read(`d5:peers12003:${'\x01'.repeat(12_003)}e`).peers).toHaveLength(1000);
    expect(read(`d5:peers9:${'\x01'.repeat(9)}e`).peers).toHaveLength(1);
  });

  it.each([
    ['d14:failure reason6:bannede', 'The tracker refused: banned'],
    ['le', 'The tracker did not answer with a dictionary'],
    ['<html>', 'it is not bencoded'],
  ])('throws for %j', (text, message) => expect(() => read(text)).toThrow(message));
});
