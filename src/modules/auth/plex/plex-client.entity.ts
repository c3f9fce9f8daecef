import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How plex.tv knows this installation. One row, made by the migration; not a secret. */
@Entity({ name: 'plex_client' })
@Check('ck_plex_client_id', 'id = 1')
export class PlexClient {
  @PrimaryColumn({ name: 'id', type: 'smallint', primaryKeyConstraintName: 'pk_plex_client' })
  id: number;

  @Column({ name: 'client_identifier', type: 'uuid' })
  clientIdentifier: string;
}
