import { TcpGate } from '../world/tcp-gate.js';
import { trafficOf } from './served-twice.js';

const KIB = 1024;

describe('trafficOf', () => {
  let gate: TcpGate;
  beforeEach(async () => (gate = await TcpGate.open(1)));
  afterEach(() => gate.close());

  const traffic = (servedBytes: number, attempts: number) => {
    gate.bytesServed = servedBytes;
    gate.connections = attempts;
    const payloads = [{ name: 'film.mp4', sizeBytes: 1000 * KIB, sha256: '' }];
    const kind = 'torrent' as const;
    return trafficOf(
      { kind, name: 'film', request: {}, payloads, gate, bufferBytes: 256 * KIB },
      { attempts },
    );
  };

  it('allows an undisturbed run its overhead alone', () => {
    const { twiceBytes, allowedBytes, interruptions } = traffic(1004 * KIB, 1);
    expect([interruptions, twiceBytes]).toEqual([0, 4 * KIB]);
    expect(allowedBytes).toBe(18 * KIB);
  });

  it('allows a buffer for each run that was cut short, and for each cut', () => {
    gate.cut();
    expect(traffic(2000 * KIB, 3)).toMatchObject({
      interruptions: 3,
      twiceBytes: 1000 * KIB,
      allowedBytes: (3 * 256 + 3 * 8 + 10) * KIB,
    });
  });
});
