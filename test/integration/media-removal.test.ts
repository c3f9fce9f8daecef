import { randomBytes, randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '../../src/common/access/actor.js';
import { NotFoundError } from '../../src/common/errors/common.errors.js';
import { DomainError } from '../../src/common/errors/domain-error.js';
import { DownloadsService } from '../../src/modules/downloads/index.js';
import { MediaService } from '../../src/modules/media/index.js';
import type { MediaFile } from '../../src/modules/media/index.js';
import {
  MediaFilesNotRemovedError,
  MediaHasFilesError,
  MediaInUseError,
} from '../../src/modules/media/media.errors.js';
import { MediaRemoval } from '../../src/modules/media/removal/media-removal.service.js';
import { someMagnet } from '../support/download-people.js';
import { StreamingLab } from '../support/streaming-lab.js';

const BYTES = randomBytes(1000);

describe('deleting a title', () => {
  let lab: StreamingLab;
  let actor: Actor;
  let library: string;

  const removal = () => lab.get(MediaRemoval);
  const media = () => lab.get(MediaService);
  const refusal = async (attempt: Promise<unknown>): Promise<DomainError> => {
    const error: unknown = await attempt.then(
      () => new Error('It was not refused'),
      (caught: unknown) => caught,
    );
    if (error instanceof DomainError) return error;
    throw error;
  };
  const isThere = (file: string) =>
    access(path.join(library, file)).then(
      () => true,
      () => false,
    );
  const isGone = (mediaId: string) =>
    media()
      .getById(mediaId)
      .then(
        () => false,
        (error: unknown) => error instanceof NotFoundError,
      );
  const addFile = async (mediaId: string, relativePath: string): Promise<MediaFile> => {
    const target = path.join(library, relativePath);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, BYTES);
    const facts = { mediaId, relativePath, sizeBytes: BYTES.length, source: 'torrent' };
    return media().addFile({ ...facts, downloadedAt: new Date() });
  };
  const newSeries = async () => {
    const draft = { title: randomUUID(), mediaType: 'tv', year: 2010, tmdbId: null } as const;
    const { id } = await media().ensure(draft);
    return { id, episodeId: (await media().ensureEpisode(id, 1, 1)).id };
  };
  const rows = <T>(sql: string, ...values: unknown[]) => lab.query<T[]>(sql, values);

  beforeAll(async () => {
    lab = await StreamingLab.start();
    library = path.join(lab.context.directory, 'library');
    actor = await lab.signIn();
  });
  afterAll(() => lab?.stop());

  it('without files just takes it out, and says what it was', async () => {
    const id = await lab.newFilm();
    const { title } = await media().getById(id);
    await removal().delete(id, undefined);
    expect(await isGone(id)).toBe(true);
    expect(
      await rows(`SELECT payload FROM outbox WHERE name = 'media.deleted' AND payload->>'media_id' = $1`, id),
    ).toMatchObject([{ payload: { title, episodes: 0, files: 0, are_files_deleted: false } }]);
    expect(
      await rows(`SELECT old_value FROM audit_log WHERE action = 'media_deleted' AND resource_id = $1`, id),
    ).toMatchObject([{ old_value: { title, year: 2010 } }]);
    await expect(removal().delete(id, undefined)).rejects.toBeInstanceOf(NotFoundError);
  });

  it('asks what is to become of files', async () => {
    const id = await lab.newFilm();
    await addFile(id, `Movies/${id}/a.mkv`);
    await addFile(id, `Movies/${id}/b.mkv`);
    const error = await refusal(removal().delete(id, undefined));
    expect(error).toBeInstanceOf(MediaHasFilesError);
    expect(error.details).toEqual({ count: 2, bytes: 2 * BYTES.length });
    expect(await isGone(id)).toBe(false);
  });

  it('leaves files where they are when told so', async () => {
    const id = await lab.newFilm();
    const file = await addFile(id, `Movies/${id}/a.mkv`);
    await removal().delete(id, 'keep');
    expect([await isGone(id), await isThere(file.relativePath)]).toEqual([true, true]);
    await expect(media().fileById(file.id)).rejects.toBeInstanceOf(NotFoundError);
  });

  it('deletes files and the folders that they leave empty, of episodes as well', async () => {
    const { id, episodeId } = await newSeries();
    await addFile(id, `Series/${id}/Season 01/a.mkv`);
    await addFile(episodeId, `Series/${id}/Season 02/b.mkv`);
    await writeFile(path.join(library, `Series/${id}/Season 02/notes.txt`), 'mine');
    const error = await refusal(removal().delete(id, undefined));
    expect(error.details).toMatchObject({ count: 2 });
    await removal().delete(id, 'delete');
    expect([await isGone(id), await isGone(episodeId)]).toEqual([true, true]);
    expect(await isThere(`Series/${id}/Season 01`)).toBe(false);
    expect(await isThere(`Series/${id}/Season 02/b.mkv`)).toBe(false);
    expect(await isThere(`Series/${id}/Season 02/notes.txt`)).toBe(true);
    expect(
      await rows(
        `SELECT 1 FROM audit_log WHERE action = 'media_file_deleted' AND resource_id IN ($1, $2)`,
        id,
        episodeId,
      ),
    ).toHaveLength(2);
  });

  it('deletes the subtitles beside a file, with their pictures', async () => {
    const id = await lab.newFilm();
    await addFile(id, `Movies/${id}/a.mkv`);
    const beside = ['a.en.srt', 'a.de.idx', 'a.de.sub'].map((name) => `Movies/${id}/${name}`);
    for (const one of beside) await writeFile(path.join(library, one), BYTES);
    const [text, index, pictures] = beside;
    const facts = { language: null, is_forced: false, is_sdh: false };
    const subtitles = [
      { ...facts, relative_path: text, format: 'srt', pictures_path: null },
      { ...facts, relative_path: index, format: 'vobsub', pictures_path: pictures },
    ];
    const sql = 'UPDATE media_file SET subtitle_files = $2 WHERE media_id = $1';
    const record = (files: object[]) => rows(sql, id, JSON.stringify(files));
    await record([...subtitles, { ...subtitles[0], relative_path: '../outside.srt' }]);
    await writeFile(path.join(lab.context.directory, 'outside.srt'), 'mine');
    const { details } = await refusal(removal().delete(id, 'delete'));
    expect(details['failed']).toMatchObject([{ reason: 'UNSAFE_PATH' }]);
    await access(path.join(lab.context.directory, 'outside.srt'));
    await record(subtitles);
    await removal().delete(id, 'delete');
    expect([await isGone(id), await isThere(`Movies/${id}`)]).toEqual([true, false]);
  });

  it('keeps the library’s own folders, and takes files that had gone for deleted', async () => {
    const id = await lab.newFilm();
    const file = await addFile(id, `Movies/${id}/a.mkv`);
    await rm(path.join(library, file.relativePath));
    await removal().delete(id, 'delete');
    expect([await isGone(id), await isThere(`Movies/${id}`), await isThere('Movies')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('reports the files that could not be deleted, and can be repeated', async () => {
    const id = await lab.newFilm();
    const good = await addFile(id, `Movies/${id}/a.mkv`);
    const bad = await addFile(id, `Movies/${id}/b.mkv`);
    const target = path.join(library, bad.relativePath);
    await rm(target);
    await mkdir(path.join(target, 'inside'), { recursive: true });
    const error = await refusal(removal().delete(id, 'delete'));
    expect(error).toBeInstanceOf(MediaFilesNotRemovedError);
    expect(error.details).toEqual({
      removed: 1,
      failed: [{ file_id: bad.id, file_path: `/${bad.relativePath}`, reason: expect.any(String) as string }],
    });
    expect((await media().filesOf(id)).map((file) => file.id)).toEqual([bad.id]);
    expect(await isThere(good.relativePath)).toBe(false);
    await rm(target, { recursive: true });
    await removal().delete(id, 'delete');
    expect(await isGone(id)).toBe(true);
  });

  it('touches nothing outside the library', async () => {
    const id = await lab.newFilm();
    const outside = path.join(lab.context.directory, 'outside');
    await mkdir(outside);
    await writeFile(path.join(outside, 'a.mkv'), BYTES);
    await mkdir(path.join(library, 'Movies'), { recursive: true });
    await symlink(outside, path.join(library, 'Movies', id));
    const facts = { mediaId: id, sizeBytes: 1, source: 'torrent', downloadedAt: new Date() };
    await media().addFile({ ...facts, relativePath: `Movies/${id}/a.mkv` });
    await media().addFile({ ...facts, relativePath: '../outside/a.mkv' });
    const error = await refusal(removal().delete(id, 'delete'));
    expect(error.details['failed']).toMatchObject([{ reason: 'UNSAFE_PATH' }, { reason: 'UNSAFE_PATH' }]);
    await access(path.join(outside, 'a.mkv'));
    // A link among the files is deleted itself, not what it leads to.
    const other = await lab.newFilm();
    const file = await addFile(other, `Movies/${other}/a.mkv`);
    await rm(path.join(library, file.relativePath));
    await symlink(path.join(outside, 'a.mkv'), path.join(library, file.relativePath));
    await removal().delete(other, 'delete');
    await access(path.join(outside, 'a.mkv'));
  });

  it('does not take a library that is away for one without files', async () => {
    const id = await lab.newFilm();
    const file = await addFile(id, `Movies/${id}/a.mkv`);
    await rename(library, `${library}.away`);
    try {
      const error = await refusal(removal().delete(id, 'delete'));
      expect(error.details['failed']).toMatchObject([{ file_id: file.id, reason: 'LIBRARY_MISSING' }]);
    } finally {
      await rename(`${library}.away`, library);
    }
    expect(await media().filesOf(id)).toHaveLength(1);
  });

  it('is refused while something fetches it, an episode of it included', async () => {
    const { id, episodeId } = await newSeries();
    const download = await lab.get(DownloadsService).start(actor, someMagnet({ mediaId: episodeId }));
    const error = await refusal(removal().delete(id, 'delete'));
    expect(error).toBeInstanceOf(MediaInUseError);
    expect(error.details).toEqual({ uses: { downloads: 1 } });
    await rows(`UPDATE download SET state = 'paused' WHERE id = $1`, download.id);
    expect(await refusal(removal().delete(episodeId, undefined))).toBeInstanceOf(MediaInUseError);
    await rows(`UPDATE download SET state = 'completed' WHERE id = $1`, download.id);
    await removal().delete(id, undefined);
    expect(await isGone(episodeId)).toBe(true);
    expect(await rows('SELECT 1 FROM download WHERE id = $1', download.id)).toHaveLength(0);
  });

  it('and starting a download of it at once end in one or the other', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await lab.newFilm();
      const [started, deleted] = await Promise.allSettled([
        lab.get(DownloadsService).start(actor, someMagnet({ mediaId: id })),
        removal().delete(id, undefined),
      ]);
      const reasons = [started, deleted].flatMap((result) =>
        result.status === 'rejected' ? [(result.reason as DomainError).code] : [],
      );
      expect(reasons).toHaveLength(1);
      expect(['NOT_FOUND', 'MEDIA_IN_USE']).toContain(reasons[0]);
      await rows(`DELETE FROM download WHERE media_id = $1`, id);
    }
  });

  it('ends what plays it', async () => {
    const id = await lab.newFilm();
    await addFile(id, `Movies/${id}/a.mkv`);
    const { session } = await lab.streaming.start(actor, id, {});
    const url = lab.linkOf(session);
    expect((await lab.read(url)).status).toBe(200);
    await removal().delete(id, 'delete');
    expect((await lab.read(url)).status).toBe(410);
  });
});
