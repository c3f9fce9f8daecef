import type { ClientPiece, Torrent } from 'webtorrent';

/**
 * Makes the client's choice of the rarest piece finish what is begun first, and pass over what is there. As shipped it
 * begins another random piece with every request, and near the end looks through all pieces for each one that is left.
 */
export function preferBegunPieces(torrent: Torrent, isOpen: () => boolean): void {
  const rarity = torrent._rarityMap;
  rarity.getRarestPiece = (accepts) => {
    if (!isOpen()) return -1;
    const best = new Choice();
    let missing = 0;
    for (let index = 0; index < torrent.pieces.length; index++) {
      const piece = torrent.pieces[index];
      if (!piece) continue;
      missing += 1;
      if (!accepts(index)) continue;
      best.consider(index, urgency(piece), rarity._pieces[index] ?? 0);
      if (best.isBegun) break;
    }
    // Else every piece under way would be tried in vain with each block that arrives.
    return best.isTaken && missing > END_GAME_PIECES ? -1 : best.index;
  };
}

/** So few are left that a fast peer may take over what a slow one was asked for. */
const END_GAME_PIECES = 16;
const BEGUN = 0;
const NEW = 1;
/** Of use only to a fast peer that takes it over from a slow one. */
const TAKEN = 2;

function urgency(piece: ClientPiece): number {
  const isFree = (piece._cancellations?.length ?? 0) > 0 || piece._reservations < piece._chunks;
  if (!isFree) return TAKEN;
  return piece._reservations > 0 ? BEGUN : NEW;
}

/** The most urgent, then the rarest; among equals, one at random. */
class Choice {
  index = -1;
  private urgency = Infinity;
  private peers = Infinity;
  private equals = 0;

  get isBegun(): boolean {
    return this.urgency === BEGUN;
  }

  get isTaken(): boolean {
    return this.urgency === TAKEN;
  }

  consider(index: number, urgency: number, peers: number): void {
    if (urgency > this.urgency || (urgency === this.urgency && peers > this.peers)) return;
    const isEqual = urgency === this.urgency && peers === this.peers;
    this.equals = isEqual ? this.equals + 1 : 1;
    if (isEqual && Math.random() * this.equals >= 1) return;
    this.index = index;
    this.urgency = urgency;
    this.peers = peers;
  }
}
