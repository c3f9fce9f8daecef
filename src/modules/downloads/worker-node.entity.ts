import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One run of a worker process: where it serves bytes, and how its neighbours recognise that it died. */
@Entity({ name: 'worker_node' })
@Index('ix_worker_node_host', ['host'])
export class WorkerNode {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_worker_node' })
  id: string;

  @Column({ name: 'base_url', type: 'text' })
  baseUrl: string;

  /** Machine, boot and process namespace: within one value, a process id means one process. */
  @Column({ name: 'host', type: 'text' })
  host: string;

  @Column({ name: 'pid', type: 'integer' })
  pid: number;

  @Column({ name: 'started_at', type: 'timestamptz', default: () => 'now()' })
  startedAt: Date;

  @Column({ name: 'seen_at', type: 'timestamptz', default: () => 'now()' })
  seenAt: Date;
}
