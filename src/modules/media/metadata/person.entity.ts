import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody of the cast or the crew. */
@Entity({ name: 'person' })
export class Person {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_person' })
  id: string;

  @Index('ux_person_tmdb_id', { unique: true })
  @Column({ name: 'tmdb_id', type: 'integer' })
  tmdbId: number;

  @Column({ name: 'name', type: 'text' })
  name: string;

  @Column({ name: 'profile_url', type: 'text', nullable: true })
  profileUrl: string | null;
}
