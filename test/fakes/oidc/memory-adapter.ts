interface Payload {
  readonly uid?: string;
  readonly grantId?: string;
  consumed?: number;
}

/** Makes the issuer's store for one kind of model. Tests are short: nothing expires here. */
export function createMemoryAdapters() {
  const models = new Map<string, Map<string, Payload>>();
  return (model: string) => {
    const rows = models.get(model) ?? new Map<string, Payload>();
    models.set(model, rows);
    const values = () => [...rows.values()];
    return {
      upsert: async (id: string, payload: Payload) => void rows.set(id, payload),
      find: async (id: string) => rows.get(id),
      findByUid: async (uid: string) => values().find((payload) => payload.uid === uid),
      findByUserCode: async () => undefined,
      destroy: async (id: string) => void rows.delete(id),
      consume: async (id: string) => {
        const payload = rows.get(id);
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      revokeByGrantId: async (grantId: string) => {
        for (const [id, payload] of rows) if (payload.grantId === grantId) rows.delete(id);
      },
    };
  };
}
