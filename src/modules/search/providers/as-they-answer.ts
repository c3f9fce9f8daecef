/** What became of one of several tasks. */
export interface Settled<I, O> {
  readonly item: I;
  readonly outcome: PromiseSettledResult<O>;
}

/** Does a task for each item, so many at once, and yields each outcome as it comes. Leaving early starts no more. */
export async function* asTheyAnswer<I, O>(
  items: readonly I[],
  limit: number,
  task: (item: I) => Promise<O>,
): AsyncGenerator<Settled<I, O>, void> {
  const waiting = [...items];
  const running = new Map<I, Promise<Settled<I, O>>>();
  const attempt = async (item: I): Promise<O> => task(item);
  const start = async (item: I): Promise<Settled<I, O>> => {
    const [outcome] = await Promise.allSettled([attempt(item)]);
    return { item, outcome };
  };
  while (waiting.length > 0 || running.size > 0) {
    for (const item of waiting.splice(0, limit - running.size)) running.set(item, start(item));
    const settled = await Promise.race(running.values());
    running.delete(settled.item);
    yield settled;
  }
}
