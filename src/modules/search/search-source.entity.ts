import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SourceKind, StreamOffer } from './providers/search-provider.js';
import type { ParsedRelease } from './release/release-name.js';
import type { ScoreReason, SourceFlag } from './scoring/scored-facts.js';
import { SearchTitle } from './search-title.entity.js';

/** PostgreSQL's bigint arrives as text; sizes are checked to be exact numbers before they are stored. */
const bytes = {
  to: (value: number | null): number | null => value,
  from: (value: string | null): number | null => (value === null ? null : Number(value)),
};

/** One source that a search found: a torrent, named once however many providers offer it, a file of the library, or a stream. */
@Entity({ name: 'search_source' })
@Index('ux_search_source_search_id_identity', ['searchId', 'identity'], { unique: true })
@Index('ix_search_source_search_id_title_id', ['searchId', 'titleId'])
@ForeignKey(() => SearchTitle, ['searchId', 'titleId'], ['searchId', 'id'], {
  name: 'fk_search_source_title_id',
  onDelete: 'CASCADE',
})
export class SearchSource {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_search_source' })
  id: string;

  @Column({ name: 'search_id', type: 'uuid' })
  searchId: string;

  @Column({ name: 'title_id', type: 'uuid' })
  titleId: string;

  /** The info hash, else a hash of the provider and its own id for the offer. */
  @Column({ name: 'identity', type: 'text' })
  identity: string;

  /** The provider whose offer is shown: the one that knows most seeders. */
  @Column({ name: 'provider', type: 'text' })
  provider: string;

  @Column({ name: 'found_by', type: 'text', array: true })
  foundBy: string[];

  @Column({ name: 'indexer', type: 'text', nullable: true })
  indexer: string | null;

  @Column({ name: 'kind', type: 'text' })
  kind: SourceKind;

  @Column({ name: 'release_name', type: 'text' })
  releaseName: string;

  @Column({ name: 'info_hash', type: 'text', nullable: true })
  infoHash: string | null;

  @Column({ name: 'magnet_link', type: 'text', nullable: true })
  magnetLink: string | null;

  /** Not for clients: keys of private sites may be in it. The provider's own key never is. */
  @Column({ name: 'torrent_url', type: 'text', nullable: true })
  torrentUrl: string | null;

  @Column({ name: 'size_bytes', type: 'bigint', nullable: true, transformer: bytes })
  sizeBytes: number | null;

  @Column({ name: 'seeders', type: 'integer', nullable: true })
  seeders: number | null;

  @Column({ name: 'leechers', type: 'integer', nullable: true })
  leechers: number | null;

  @Column({ name: 'published_at', type: 'timestamptz', nullable: true })
  publishedAt: Date | null;

  @Column({ name: 'download_volume_factor', type: 'double precision', nullable: true })
  downloadVolumeFactor: number | null;

  @Column({ name: 'upload_volume_factor', type: 'double precision', nullable: true })
  uploadVolumeFactor: number | null;

  /** Of streams only. */
  @Column({ name: 'offer', type: 'jsonb', nullable: true })
  offer: StreamOffer | null;

  @Column({ name: 'attributes', type: 'jsonb' })
  attributes: ParsedRelease;

  @Column({ name: 'score', type: 'integer' })
  score: number;

  @Column({ name: 'reasons', type: 'jsonb' })
  reasons: ScoreReason[];

  @Column({ name: 'flags', type: 'text', array: true, default: [] })
  flags: SourceFlag[];

  /** False when the profile that it was scored by refuses it. */
  @Column({ name: 'is_acceptable', type: 'boolean', default: true })
  isAcceptable: boolean;

  @Column({ name: 'found_at', type: 'timestamptz' })
  foundAt: Date;
}
