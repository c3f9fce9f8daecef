import { Check, Column, Entity, ForeignKey, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { Person } from './person.entity.js';

/** What a person does in a title. */
@Entity({ name: 'media_credit' })
@Check('ck_media_credit_kind', `kind IN ('cast', 'crew')`)
@Index('ux_media_credit_media_id_kind_position', ['mediaId', 'kind', 'position'], { unique: true })
export class MediaCredit {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_media_credit' })
  id: string;

  @ForeignKey('media', { name: 'fk_media_credit_media_id', onDelete: 'CASCADE' })
  @Column({ name: 'media_id', type: 'uuid' })
  mediaId: string;

  @Index('ix_media_credit_person_id')
  @Column({ name: 'person_id', type: 'uuid' })
  personId: string;

  @ManyToOne(() => Person, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'fk_media_credit_person_id' })
  person?: Relation<Person>;

  @Column({ name: 'kind', type: 'text' })
  kind: 'cast' | 'crew';

  /** Place in the credits, from 0. */
  @Column({ name: 'position', type: 'integer' })
  position: number;

  @Column({ name: 'character', type: 'text', nullable: true })
  character: string | null;

  @Column({ name: 'job', type: 'text', nullable: true })
  job: string | null;

  @Column({ name: 'department', type: 'text', nullable: true })
  department: string | null;
}
