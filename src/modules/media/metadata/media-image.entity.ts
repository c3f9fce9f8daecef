import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

export const MediaImageKind = { Poster: 'poster', Backdrop: 'backdrop', Logo: 'logo' } as const;
export type MediaImageKind = (typeof MediaImageKind)[keyof typeof MediaImageKind];

/** A picture of a title, at TMDB. */
@Entity({ name: 'media_image' })
@Check('ck_media_image_kind', `kind IN ('poster', 'backdrop', 'logo')`)
@Index('ux_media_image_media_id_kind_position', ['mediaId', 'kind', 'position'], { unique: true })
export class MediaImage {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_media_image' })
  id: string;

  @ForeignKey('media', { name: 'fk_media_image_media_id', onDelete: 'CASCADE' })
  @Column({ name: 'media_id', type: 'uuid' })
  mediaId: string;

  @Column({ name: 'kind', type: 'text' })
  kind: MediaImageKind;

  /** Best voted first, from 0, within a kind. */
  @Column({ name: 'position', type: 'integer' })
  position: number;

  @Column({ name: 'url', type: 'text' })
  url: string;

  /** ISO 639-1; null for pictures without text. */
  @Column({ name: 'language', type: 'text', nullable: true })
  language: string | null;

  /** Pixels. */
  @Column({ name: 'width', type: 'integer' })
  width: number;

  @Column({ name: 'height', type: 'integer' })
  height: number;
}
