import type { Torrent } from 'webtorrent';
import type { DownloadLimits } from '../download-source.js';
import { DownloadLimiter } from './download-limiter.js';
import { PieceSelection } from './piece-selection.js';
import { preferBegunPieces } from './rarest-first.js';
import type { TorrentLayout } from './torrent-files.js';

/** Makes one torrent in the client obey the limits of its download, also when they change. */
export class SwarmLimits {
  private readonly limiter: DownloadLimiter;
  private layout: TorrentLayout | null = null;
  private selected: PieceSelection | null = null;
  private readers = 0;

  constructor(
    private readonly torrent: Torrent,
    private limits: DownloadLimits,
  ) {
    this.limiter = new DownloadLimiter(torrent, limits.downloadLimit);
    this.order();
  }

  /** Once the client knows the pieces. */
  begin(layout: TorrentLayout): void {
    this.layout = layout;
    preferBegunPieces(this.torrent, () => this.limiter.isOpen());
    this.select(layout);
  }

  change(limits: DownloadLimits): void {
    const isSelectedAnew = String(limits.wantedFiles) !== String(this.limits.wantedFiles);
    this.limits = limits;
    this.limiter.setRate(limits.downloadLimit);
    this.order();
    if (isSelectedAnew && this.layout !== null) this.select(this.layout);
  }

  /** A reader wants the bytes in their order; as long as there is one, so does everything. */
  addReader(): () => void {
    this.readers += 1;
    this.order();
    let isThere = true;
    return () => {
      if (isThere) this.readers -= 1;
      isThere = false;
      this.order();
    };
  }

  private order(): void {
    this.torrent.strategy = this.limits.isSequential || this.readers > 0 ? 'sequential' : 'rarest';
  }

  private select(layout: TorrentLayout): void {
    if (this.torrent.destroyed) return;
    this.selected?.removeFrom(this.torrent);
    this.selected = new PieceSelection(layout, this.limits.wantedFiles);
    this.selected.applyTo(this.torrent);
  }
}
