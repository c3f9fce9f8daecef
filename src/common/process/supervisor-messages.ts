import { z } from 'zod';

const ready = z.object({ type: z.literal('ready'), url: z.string().optional() });
const failed = z.object({ type: z.literal('failed'), code: z.string(), message: z.string() });

/** What a process started by standalone mode says about itself; `failed` carries the one line for the operator. */
export const childMessage = z.discriminatedUnion('type', [ready, failed]);
export type ChildMessage = z.infer<typeof childMessage>;
export type ReadyMessage = z.infer<typeof ready>;

/** Argument that tells a process that a supervisor started it. */
export const SUPERVISED_FLAG = '--supervised';

/** True when standalone mode started this process. */
export const isSupervised = (): boolean => process.argv.includes(SUPERVISED_FLAG);

/** Sends a message to the supervisor and waits until it is written; does nothing when there is none. */
export async function tellSupervisor(message: ChildMessage): Promise<void> {
  await new Promise<void>((resolve) => {
    if (!process.send || !process.connected) return resolve();
    process.send(message, undefined, undefined, () => resolve());
  });
}
