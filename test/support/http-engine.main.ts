import type { DownloadTask } from '../../src/modules/downloads/engine/download-kind.js';
import { runAsProcess } from '../fakes/run-as-process.js';
import { HttpLab } from './http-lab.js';

interface Options {
  readonly task: Omit<DownloadTask, 'metadata'>;
  readonly origins: string[];
  /** Whose owner cleans up behind a process that was killed. */
  readonly root: string;
}

/** An engine in a process of its own, which downloads one file until it is killed. */
await runAsProcess(async ({ task, origins, root }: Options) => {
  const lab = await HttpLab.open(root);
  const session = await lab.startEngine({ origins }).open({ ...task, metadata: null });
  session.on('error', () => undefined);
  return { facts: {}, close: () => lab.close() };
});
