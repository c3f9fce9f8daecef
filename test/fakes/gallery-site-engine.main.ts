import type { DownloadTask } from '../../src/modules/downloads/engine/download-kind.js';
import { GalleryLab } from './gallery-site-lab.js';
import { runAsProcess } from './run-as-process.js';

/** An engine in a process of its own, which downloads one gallery until it is killed. */
await runAsProcess(async ({ task, origins }: { task: DownloadTask; origins: string[] }) => {
  const lab = await GalleryLab.open();
  const session = await lab.startEngine(origins).open(task);
  session.on('error', () => undefined);
  return { facts: {}, close: () => lab.close() };
});
