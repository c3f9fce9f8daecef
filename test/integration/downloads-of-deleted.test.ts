import { OwnedDownloads } from '../../src/modules/downloads/index.js';
import { DownloadLab, PIECE_BYTES } from '../support/download-lab.js';
import { waitFor } from '../support/wait-for.js';

const SIZE_BYTES = 3_000_000;
const SLOW_BYTES_PER_SECOND = 300_000;

describe('downloads whose owner is deleted', () => {
  let lab: DownloadLab;

  beforeAll(async () => {
    lab = await DownloadLab.open();
  });
  afterEach(() => lab.stopSeeders());
  afterAll(() => lab?.close());

  const startSlowly = async (name: string) => {
    const video = await lab.seed(name, SIZE_BYTES, SLOW_BYTES_PER_SECOND);
    const { id } = await lab.start(video.magnet);
    await lab.until('some bytes', id, ({ bytesDone }) => bytesDone > PIECE_BYTES);
    expect(await lab.directories()).toContain(id);
    return id;
  };
  const leftovers = () => lab.uow.manager.query<unknown[]>('SELECT 1 FROM download_leftover');
  const untilGone = (id: string) =>
    waitFor('the files to be deleted', async () => {
      const isGone = !(await lab.directories()).includes(id);
      return isGone && (await leftovers()).length === 0;
    });

  it('stop, and lose their files once the worker has let go', async () => {
    const id = await startSlowly('Orphan.Train.2009.720p.WEB');
    expect(await lab.context.app.get(OwnedDownloads).deleteAllOf(lab.actor.id)).toMatchObject({
      cancelled: 1,
      directories: 1,
    });
    await untilGone(id);
  });

  it('lose them also when the rows vanish by themselves', async () => {
    const id = await startSlowly('Vanishing.Point.1971.720p.WEB');
    await lab.uow.manager.query('DELETE FROM app_user WHERE id = $1', [lab.actor.id]);
    await untilGone(id);
  });
});
