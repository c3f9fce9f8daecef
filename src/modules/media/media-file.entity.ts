import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import type { AudioTrack, HdrFormat, SubtitleFile, SubtitleTrack } from './media-tracks.js';
import { Media } from './media.entity.js';

/** PostgreSQL hands bigint over as text; sizes of files fit a double exactly. */
const asNumber = {
  from: (value: string | null) => (value === null ? null : Number(value)),
  to: (value: number) => value,
};

/** A file of the library. */
@Entity({ name: 'media_file' })
@Check('ck_media_file_hdr_format', `hdr_format IN ('HDR10', 'HDR10+', 'DV', 'HLG')`)
// What waits for its checksum; oldest first.
@Index('ix_media_file_unhashed', ['downloadedAt'], { where: 'checksum_sha256 IS NULL' })
export class MediaFile {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_media_file' })
  id: string;

  @Index('ix_media_file_media_id')
  @Column({ name: 'media_id', type: 'uuid' })
  mediaId: string;

  @ManyToOne(() => Media, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'media_id', foreignKeyConstraintName: 'fk_media_file_media_id' })
  media?: Relation<Media>;

  /** The download that brought it; kept when that download is forgotten. */
  @Index('ix_media_file_download_id')
  @Column({ name: 'download_id', type: 'uuid', nullable: true })
  downloadId: string | null;

  /** Below the library's root, parts separated by `/` on every platform. */
  @Index('ux_media_file_relative_path', { unique: true })
  @Column({ name: 'relative_path', type: 'text' })
  relativePath: string;

  @Column({ name: 'size_bytes', type: 'bigint', transformer: asNumber })
  sizeBytes: number;

  /** `mkv`, `mp4`, … */
  @Column({ name: 'container', type: 'text', nullable: true })
  container: string | null;

  @Column({ name: 'codec_video', type: 'text', nullable: true })
  codecVideo: string | null;

  @Column({ name: 'codec_audio', type: 'text', nullable: true })
  codecAudio: string | null;

  /** `1080p`, `2160p`, … */
  @Column({ name: 'resolution', type: 'text', nullable: true })
  resolution: string | null;

  @Column({ name: 'width', type: 'integer', nullable: true })
  width: number | null;

  @Column({ name: 'height', type: 'integer', nullable: true })
  height: number | null;

  /** Null when the picture has none, and of files from before it was looked for. */
  @Column({ name: 'hdr_format', type: 'text', nullable: true })
  hdrFormat: HdrFormat | null;

  /** `S01E02` when it is a part of a series; null for films, and where the file doesn't say. */
  @Column({ name: 'episode_label', type: 'text', nullable: true })
  episodeLabel: string | null;

  @Column({ name: 'duration_seconds', type: 'double precision', nullable: true })
  durationSeconds: number | null;

  @Column({ name: 'audio_tracks', type: 'jsonb', default: [] })
  audioTracks: AudioTrack[];

  @Column({ name: 'subtitle_tracks', type: 'jsonb', default: [] })
  subtitleTracks: SubtitleTrack[];

  /** Those that lie beside it. */
  @Column({ name: 'subtitle_files', type: 'jsonb', default: [] })
  subtitleFiles: SubtitleFile[];

  /** 0 to 100, higher is better. */
  @Column({ name: 'quality_score', type: 'integer', nullable: true })
  qualityScore: number | null;

  /** How it came: `torrent`, … */
  @Column({ name: 'source', type: 'text' })
  source: string;

  /** Whether it shared its bytes with the download when it came, instead of being a copy; null when that is not known. */
  @Column({ name: 'is_hardlink', type: 'boolean', nullable: true })
  isHardlink: boolean | null;

  @Column({ name: 'checksum_sha256', type: 'text', nullable: true })
  checksumSha256: string | null;

  @Column({ name: 'downloaded_at', type: 'timestamptz' })
  downloadedAt: Date;
}
