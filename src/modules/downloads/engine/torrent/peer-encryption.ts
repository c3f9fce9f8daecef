import type { Torrent } from 'webtorrent';

const MAX_REMEMBERED = 10_000;

/**
 * Reaches peers that refuse encryption and peers that insist on it. webtorrent's own setting does one or the other for all
 * outgoing connections; here the first attempt to an address is plain, its repetition encrypted, and so on in turn.
 */
export function alternateEncryption(torrent: Torrent): void {
  const attempts = new Map<string, number>();
  const addPeer = torrent._addPeer.bind(torrent);
  torrent._addPeer = (peer, type, source) => {
    const added = addPeer(peer, type, source);
    if (added === null || typeof peer !== 'string') return added;
    const attempt = attempts.get(peer) ?? 0;
    if (attempts.size >= MAX_REMEMBERED) attempts.clear();
    attempts.set(peer, attempt + 1);
    // The connection is made in a later turn, so this comes before its first byte.
    added.secure = attempt % 2 === 0 ? 0 : 1;
    return added;
  };
}
