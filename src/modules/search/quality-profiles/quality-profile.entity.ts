import { Column, CreateDateColumn, Entity, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { PreferredTerm, ProfileRules, QualityPreference, SizeLimit } from '../scoring/profiles.js';
import type { Quality } from '../scoring/quality.js';

/** What is wanted of releases, as administrators write it. Names are unique regardless of case (expression index). */
@Entity({ name: 'quality_profile' })
export class QualityProfile implements ProfileRules {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_quality_profile' })
  id: string;

  /** Of the built-in ones only: the `quality_preference` that stands for it. */
  @Index('ux_quality_profile_key', { unique: true })
  @Column({ name: 'key', type: 'text', nullable: true })
  key: QualityPreference | null;

  @Column({ name: 'name', type: 'text' })
  name: string;

  @Column({ name: 'qualities', type: 'text', array: true })
  qualities: Quality[];

  @Column({ name: 'cutoff', type: 'text' })
  cutoff: Quality;

  @Column({ name: 'is_upgrade_allowed', type: 'boolean' })
  isUpgradeAllowed: boolean;

  @Column({ name: 'size_limits', type: 'jsonb' })
  sizeLimits: SizeLimit[];

  @Column({ name: 'preferred_terms', type: 'jsonb' })
  preferredTerms: PreferredTerm[];

  @Column({ name: 'rejected_terms', type: 'text', array: true })
  rejectedTerms: string[];

  @Column({ name: 'languages', type: 'text', array: true })
  languages: string[];

  @Column({ name: 'min_seeders', type: 'integer' })
  minSeeders: number;

  @Column({ name: 'preferred_codecs', type: 'text', array: true })
  preferredCodecs: string[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
