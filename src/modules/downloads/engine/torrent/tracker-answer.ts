import { isIP } from 'node:net';
import { decodeBencode } from './bencode.js';
import type { BencodeDictionary, BencodeValue } from './bencode.js';

const MAX_PEERS = 1000;

export interface TrackerAnswer {
  /** Addresses as `host:port`, IPv6 hosts in brackets. */
  readonly peers: string[];
  readonly intervalSeconds: number | null;
  readonly minIntervalSeconds: number | null;
}

/** Reads what a tracker answered to an announce. Throws with the tracker's own words when it refused. */
export function readTrackerAnswer(body: Buffer): TrackerAnswer {
  const { value: answer } = decodeBencode(body);
  if (!(answer instanceof Map)) throw new Error('The tracker did not answer with a dictionary');
  const failure = answer.get('failure reason');
  if (Buffer.isBuffer(failure)) throw new Error(`The tracker refused: ${failure.toString('utf8', 0, 200)}`);
  return {
    peers: [...peersOf(answer.get('peers')), ...compactPeers(answer.get('peers6'), 16)].slice(0, MAX_PEERS),
    intervalSeconds: secondsOf(answer, 'interval'),
    minIntervalSeconds: secondsOf(answer, 'min interval'),
  };
}

function peersOf(peers: BencodeValue | undefined): string[] {
  if (!Array.isArray(peers)) return compactPeers(peers, 4);
  return peers.flatMap((peer) => {
    const address = peer instanceof Map ? peer.get('ip') : undefined;
    const port = peer instanceof Map ? peer.get('port') : undefined;
    if (!Buffer.isBuffer(address) || typeof port !== 'number') return [];
    return addressOf(address.toString('latin1'), port);
  });
}

/** BEP 23 and BEP 7: the address in 4 or 16 bytes, then the port in 2. */
function compactPeers(bytes: BencodeValue | undefined, addressBytes: 4 | 16): string[] {
  if (!Buffer.isBuffer(bytes)) return [];
  const size = addressBytes + 2;
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) => {
    const at = i * size;
    const address = bytes.subarray(at, at + addressBytes);
    return addressOf(
      addressBytes === 4 ? address.join('.') : groupsOf(address),
      bytes.readUInt16BE(at + addressBytes),
    );
  }).flat();
}

function groupsOf(address: Buffer): string {
  return Array.from({ length: 8 }, (_, i) => address.readUInt16BE(i * 2).toString(16)).join(':');
}

/** Nothing for host names and impossible ports: a peer is an address. */
function addressOf(host: string, port: number): string[] {
  const family = isIP(host);
  if (family === 0 || port < 1 || port > 65_535) return [];
  return [family === 6 ? `[${host}]:${port}` : `${host}:${port}`];
}

function secondsOf(answer: BencodeDictionary, key: string): number | null {
  const value = answer.get(key);
  return typeof value === 'number' && value > 0 ? value : null;
}
