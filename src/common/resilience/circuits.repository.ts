import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { newCircuit } from './circuit.js';
import type { Circuit } from './circuit.js';
import { CircuitRecord } from './circuit-record.entity.js';

@Injectable()
export class CircuitsRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(CircuitRecord);
  }

  list(): Promise<CircuitRecord[]> {
    return this.rows.find({ order: { name: 'ASC' } });
  }

  /** One that has no row yet is closed. */
  async find(name: string): Promise<Circuit> {
    return (await this.rows.findOneBy({ name })) ?? newCircuit(new Date());
  }

  /** Changes a circuit while no other process can; answers it as it was and as it is. `change` gives the same object for no change. */
  async update(
    name: string,
    change: (circuit: Circuit) => Circuit,
  ): Promise<{ before: Circuit; after: Circuit }> {
    return this.uow.run(async () => {
      const before = await this.lock(name);
      const after = change(before);
      if (after !== before) await this.rows.update({ name }, after);
      return { before, after };
    });
  }

  private async lock(name: string): Promise<Circuit> {
    const find = () => this.rows.findOne({ where: { name }, lock: { mode: 'pessimistic_write' } });
    const known = await find();
    if (known) return known;
    const row = { ...newCircuit(new Date()), name };
    await this.rows.createQueryBuilder().insert().values(row).orIgnore().execute();
    return (await find()) ?? row;
  }
}
