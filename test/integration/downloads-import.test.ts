import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { LibraryImporter } from '../../src/modules/downloads/import/library-importer.js';
import { DownloadLab } from '../support/download-lab.js';
import { waitFor } from '../support/wait-for.js';

const SIZE_BYTES = 2_000_000;
const SLOW_BYTES_PER_SECOND = 400_000;

describe('importing a download', () => {
  let lab: DownloadLab;

  beforeAll(async () => {
    lab = await DownloadLab.open();
  });
  afterEach(() => lab.stopSeeders());
  afterAll(() => lab?.close());

  /** A download that is complete on disk and on nobody's hands, as a worker leaves it that dies. */
  const complete = async (name: string) => {
    const { magnet } = await lab.seed(name, SIZE_BYTES, SLOW_BYTES_PER_SECOND);
    const { id } = await lab.start(magnet);
    const paused = await lab.pauseEarly(id);
    await lab.video(path.join(lab.paths.downloads, id, `${name}.mp4`), name, SIZE_BYTES);
    return paused;
  };
  const handOver = (id: string, changes = {}) =>
    lab.leave(id, { state: 'importing', desiredState: 'running', ...changes });

  it('goes on with an import that was cut short, and imports once', async () => {
    const download = await complete('Cut.Short.2007.720p.WEB');
    const { id, mediaId } = download;
    const title = await lab.media.getById(mediaId ?? '');
    const { signal } = new AbortController();
    const importer = lab.context.app.get(LibraryImporter);
    const [first] = (await importer.import(download, title, signal)).videos;
    const [second] = (await importer.import(download, title, signal)).videos;
    expect(second?.onDisk).toEqual(first?.onDisk);
    await handOver(id);
    await lab.until('the import to be done', id, (one) => one.state === 'completed' && !one.hasDirectory);
    const files = await lab.media.filesOf(mediaId ?? '');
    expect(files.map(({ relativePath }) => relativePath)).toEqual([first?.file.relativePath]);
    expect(await readdir(path.join(lab.paths.library, 'Movies', 'Cut Short (2007)'))).toHaveLength(1);
  });

  it('says why it failed, keeps the files, and can be given up', async () => {
    const { id, mediaId } = await complete('No.Film.2009.WEB');
    await handOver(id, { files: [{ index: 0, path: 'readme.txt', size_bytes: 3 }] });
    const failed = await lab.until('it to fail', id, ({ state }) => state === 'failed');
    expect(failed).toMatchObject({ errorCode: 'IMPORT_FAILED', workerId: null, hasDirectory: true });
    expect(failed.errorMessage).toMatch(/no video/);
    expect(await lab.directories()).toContain(id);
    expect((await lab.media.getById(mediaId ?? '')).status).toBe('wanted');
    await waitFor('the notification', () =>
      lab.told.some(({ message }) => message.type === 'notification' && message.message?.includes('No Film')),
    );
    await lab.commands.cancel(lab.actor, id);
    await lab.until('its files to go', id, ({ hasDirectory }) => !hasDirectory);
    expect(await lab.directories()).not.toContain(id);
  });

  it('refuses a file that is not what was verified', async () => {
    const { id } = await complete('Wrong.Size.2010.720p.WEB');
    await handOver(id, {
      files: [{ index: 0, path: 'Wrong.Size.2010.720p.WEB.mp4', size_bytes: SIZE_BYTES + 1 }],
    });
    const failed = await lab.until('it to fail', id, ({ state }) => state === 'failed');
    expect(failed).toMatchObject({ errorCode: 'DOWNLOADED_FILES_CHANGED' });
    expect(failed.errorMessage).toMatch(/not what it was/);
  });
});
