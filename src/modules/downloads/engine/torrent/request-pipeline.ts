import type Wire from 'bittorrent-protocol';

/**
 * Most blocks (16 KiB) that are asked of one peer at a time. The client aims at a second's worth of what the peer sent
 * lately; after a burst that is hundreds of megabytes, which a reader who jumps ahead then has to wait for.
 */
const MAX_OUTSTANDING_BLOCKS = 250;

function cap(wire: Wire): void {
  const { peerExtendedHandshake } = wire;
  if (!peerExtendedHandshake) return;
  const { reqq } = peerExtendedHandshake;
  const isStated = typeof reqq === 'number' && reqq > 0;
  peerExtendedHandshake.reqq = isStated ? Math.min(reqq, MAX_OUTSTANDING_BLOCKS) : MAX_OUTSTANDING_BLOCKS;
}

/** Keeps the queue of requests at this peer short, by the field in which peers state how many they take (BEP 10, `reqq`). */
export function limitRequestPipeline(wire: Wire): void {
  cap(wire);
  wire.on('extended', (name: string) => {
    if (name === 'handshake') cap(wire);
  });
}
