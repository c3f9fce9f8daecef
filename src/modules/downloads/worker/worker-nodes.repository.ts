import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { WorkerNode } from '../worker-node.entity.js';

const FORGOTTEN_AFTER = '1 day';

@Injectable()
export class WorkerNodes {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(WorkerNode);
  }

  /** Also brings back a node that was forgotten while this process could not reach the database. */
  async beat(node: Pick<WorkerNode, 'id' | 'baseUrl' | 'host' | 'pid'>): Promise<void> {
    await this.uow.manager.query(
      `INSERT INTO worker_node (id, base_url, host, pid) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET seen_at = now()`,
      [node.id, node.baseUrl, node.host, node.pid],
    );
  }

  neighboursOf(id: string, host: string): Promise<WorkerNode[]> {
    return this.rows.findBy({ host, id: Not(id) });
  }

  async remove(id: string): Promise<void> {
    await this.rows.delete({ id });
  }

  /** Nodes of other machines that never said good-bye. Their leases have run out long ago. */
  async forgetOld(): Promise<void> {
    await this.uow.manager.query(`DELETE FROM worker_node WHERE seen_at < now() - $1::interval`, [
      FORGOTTEN_AFTER,
    ]);
  }
}
