import { open } from 'node:fs/promises';

/** Makes new names in a directory survive a power cut. Windows has no way to do so, and needs none. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
