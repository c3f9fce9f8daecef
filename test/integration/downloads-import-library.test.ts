import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Download, StoredFile } from '../../src/modules/downloads/download.entity.js';
import { LibraryLeftover } from '../../src/modules/downloads/import/library-leftover.entity.js';
import { EpisodesService } from '../../src/modules/media/episodes.service.js';
import { generateVideo } from '../fakes/video.js';
import { DownloadLab } from '../support/download-lab.js';
import { someMagnet } from '../support/download-people.js';
import { waitFor } from '../support/wait-for.js';

const SIZE_BYTES = 600_000;
const SUBTITLE = '1\n00:00:01,000 --> 00:00:02,000\nHello\n';

/** What lies in a download, by path: a video of so many lines, or text. */
type Contents = Record<string, number | string>;

describe('importing into the library', () => {
  let lab: DownloadLab;

  beforeAll(async () => {
    lab = await DownloadLab.open();
  });
  afterAll(() => lab?.close());

  /** A download that nobody could fetch, for it has no peers, and whose files are there. */
  const arrived = async (
    releaseName: string,
    contents: Contents,
    mediaId: string | null = null,
  ): Promise<Download> => {
    const magnetLink = `magnet:?xt=urn:btih:${randomBytes(20).toString('hex')}&dn=${releaseName}`;
    const { id } = await lab.downloads.start(lab.actor, someMagnet({ magnetLink, mediaId }));
    await lab.commands.pause(lab.actor, id);
    await lab.until('the worker to let go', id, ({ workerId }) => workerId === null);
    const files: StoredFile[] = [];
    for (const [index, [name, content]] of Object.entries(contents).entries()) {
      const file = path.join(lab.paths.downloads, id, name);
      await mkdir(path.dirname(file), { recursive: true });
      await put(file, content, `${releaseName} ${name}`);
      files.push({ index, path: name, size_bytes: (await stat(file)).size });
    }
    return { ...(await lab.until('the row', id, () => true)), files };
  };
  const put = async (file: string, content: number | string, seed: string): Promise<void> => {
    if (typeof content === 'string') return writeFile(file, content);
    const width = Math.round((content * 8) / 9) * 2;
    await generateVideo({ path: file, sizeBytes: SIZE_BYTES, seed, width, height: content, seconds: 2 });
  };
  const importNow = ({ id, files }: Download) =>
    lab.leave(id, { state: 'importing', desiredState: 'running', hasDirectory: true, files });
  const end = (id: string) =>
    lab.until('the import to end', id, ({ state }) => state === 'completed' || state === 'failed');
  const bringIn = async (download: Download): Promise<Download> => {
    await importNow(download);
    return end(download.id);
  };
  const filesOf = ({ mediaId }: Download) => lab.media.filesOf(mediaId ?? '');
  const onDisk = async (...folders: string[]): Promise<string[]> => {
    const found = await readdir(path.join(lab.paths.library, ...folders), { recursive: true });
    return found.filter((name) => path.extname(name) !== '').sort();
  };

  const episodesOf = async (seriesId: string | null) => {
    const all = { season: null, offset: 0, limit: 100 };
    const { episodes } = await lab.context.app.get(EpisodesService).list(seriesId ?? '', all);
    return episodes.map(({ media, hasFiles }) => ({
      id: media.id,
      shown: [`${media.seasonNumber}x${media.episodeNumber}`, media.status, hasFiles],
    }));
  };

  it('names the episodes of a season, and takes their subtitles along', async () => {
    const download = await arrived('Long.Way.S02.720p.WEB', {
      'Long.Way.S02E01.mp4': 720,
      'Season 2/02 - Second.mp4': 720,
      'Long.Way.S02E01.en.srt': SUBTITLE,
      'Subs/Long.Way.S02E01.de.forced.srt': SUBTITLE,
      'Sample/sample.mp4': 'MZ',
      'readme.nfo': 'x',
    });
    await chmod(path.join(lab.paths.downloads, download.id, 'Long.Way.S02E01.mp4'), 0o777);
    const done = await bringIn(download);
    expect(done).toMatchObject({ state: 'completed', importNote: null });
    expect(await onDisk('Series', 'Long Way', 'Season 02')).toEqual([
      'Long Way - S02E01 - 720p.de.forced.srt',
      'Long Way - S02E01 - 720p.en.srt',
      'Long Way - S02E01 - 720p.mp4',
      'Long Way - S02E02 - 720p.mp4',
    ]);
    const files = await filesOf(download);
    expect(files.map(({ episodeLabel }) => episodeLabel).sort()).toEqual(['S02E01', 'S02E02']);
    const first = files.find(({ episodeLabel }) => episodeLabel === 'S02E01');
    expect(first).toMatchObject({ isHardlink: true, hdrFormat: null, container: 'mp4', codecVideo: 'h264' });
    expect(first?.subtitleFiles.map(({ language, is_forced }) => [language, is_forced])).toEqual([
      ['en', false],
      ['de', true],
    ]);
    const episodes = await episodesOf(download.mediaId);
    expect(episodes.map(({ shown }) => shown)).toEqual([
      ['2x1', 'available', true],
      ['2x2', 'available', true],
    ]);
    expect(first?.mediaId).toBe(episodes[0]?.id);
    const { mode } = await stat(path.join(lab.paths.library, first?.relativePath ?? ''));
    expect(mode & 0o111).toBe(0);
    expect(done.files.filter(({ media_path: placed }) => placed !== undefined)).toHaveLength(4);
    expect((await lab.media.getById(download.mediaId ?? '')).status).toBe('available');
    await waitFor('the checksums', async () =>
      (await filesOf(download)).every(({ checksumSha256 }) => /^[0-9a-f]{64}$/.test(checksumSha256 ?? '')),
    );
  });

  it('records a file of two episodes for both, and one without a number for the series', async () => {
    const contents = { 'Double.S01E01E02.mp4': 720, 'Making of.mp4': 480 };
    const download = await bringIn(await arrived('Double.S01.720p.WEB', contents));
    const [first, second, ...others] = await episodesOf(download.mediaId);
    expect([first?.shown, second?.shown, others]).toEqual([
      ['1x1', 'available', true],
      ['1x2', 'available', true],
      [],
    ]);
    const files = await filesOf(download);
    expect(files.map(({ mediaId }) => mediaId)).toEqual([first?.id, download.mediaId]);
    expect(await lab.media.filesOf(second?.id ?? '')).toEqual(files.slice(0, 1));
    const worse = await bringIn(await arrived('Double.S01E02.480p.WEB', { 'Double.S01E02.mp4': 480 }));
    expect(worse).toMatchObject({ mediaId: download.mediaId, importNote: 'kept_existing' });
    expect(await filesOf(download)).toHaveLength(2);
  });

  it('takes the only video for the episode that was asked for', async () => {
    const draft = { title: 'Asked For', year: 2015, mediaType: 'tv', tmdbId: null } as const;
    const { id: seriesId } = await lab.media.ensure(draft);
    const { id } = await lab.media.ensureEpisode(seriesId, 3, 7);
    const done = await bringIn(await arrived('abcdef', { 'video.mp4': 720 }, id));
    expect(done).toMatchObject({ state: 'completed', mediaId: id });
    expect(await onDisk('Series', 'Asked For (2015)')).toEqual([
      path.join('Season 03', 'Asked For - S03E07 - 720p.mp4'),
    ]);
    expect((await episodesOf(seriesId)).map(({ shown }) => shown)).toEqual([['3x7', 'available', true]]);
    expect((await lab.media.getById(seriesId)).status).toBe('available');
  });

  it('wants an episode again that was not among the files', async () => {
    const draft = { title: 'Other Ones', year: 2016, mediaType: 'tv', tmdbId: null } as const;
    const { id: seriesId } = await lab.media.ensure(draft);
    const { id } = await lab.media.ensureEpisode(seriesId, 1, 3);
    const contents = { 'Other.S01E01.mp4': 480, 'Other.S01E02.mp4': 480 };
    expect(await bringIn(await arrived('Other.S01.WEB', contents, id))).toMatchObject({ state: 'completed' });
    expect((await episodesOf(seriesId)).map(({ shown }) => shown)).toEqual([
      ['1x1', 'available', true],
      ['1x2', 'available', true],
      ['1x3', 'wanted', false],
    ]);
  });

  it('keeps the file that is there when the new one is no better', async () => {
    const one = await arrived('Same.Again.2008.720p.WEB', { 'a.mp4': 720 });
    await bringIn(one);
    const other = await bringIn(await arrived('Same.Again.2008.720p.BluRay', { 'b.mp4': 720 }));
    expect(other).toMatchObject({ state: 'completed', importNote: 'kept_existing', mediaId: one.mediaId });
    expect(other.files).toMatchObject([{ is_superseded: true }]);
    expect(await onDisk('Movies', 'Same Again (2008)')).toEqual(['Same Again (2008) - 720p.mp4']);
    expect(await filesOf(one)).toHaveLength(1);
  });

  it('puts a better file beside the first, or in its place when that is wished', async () => {
    const worse = await arrived('Getting.Better.2009.480p.WEB', { 'a.mp4': 480, 'a.en.srt': SUBTITLE });
    await bringIn(worse);
    await bringIn(await arrived('Getting.Better.2009.720p.WEB', { 'b.mp4': 720 }));
    expect((await filesOf(worse)).map(({ resolution }) => resolution)).toEqual(['720p', '480p']);
    await lab.set('library.replace_on_upgrade', true);
    await bringIn(await arrived('Getting.Better.2009.1080p.WEB', { 'c.mp4': 1080 }));
    await lab.set('library.replace_on_upgrade', null);
    expect((await filesOf(worse)).map(({ resolution }) => resolution)).toEqual(['1080p']);
    await waitFor(
      'the worse ones to go',
      async () => (await lab.uow.repository(LibraryLeftover).count()) === 0,
    );
    expect(await onDisk('Movies', 'Getting Better (2009)')).toEqual(['Getting Better (2009) - 1080p.mp4']);
  });

  it('never lets the worse of two that come at once have the better one’s place', async () => {
    const better = await arrived('At.Once.2010.720p.WEB', { 'a.mp4': 720 });
    const same = await arrived('At.Once.2010.720p.BluRay', { 'b.mp4': 720 });
    await Promise.all([importNow(better), importNow(same)]);
    const ended = [await end(better.id), await end(same.id)];
    expect(ended.map(({ importNote }) => importNote).sort()).toEqual(['kept_existing', null]);
    await waitFor(
      'what is not wanted to go',
      async () => (await onDisk('Movies', 'At Once (2010)')).length === 1,
    );
    const [file] = await filesOf(better);
    expect(await onDisk('Movies', 'At Once (2010)')).toEqual([path.basename(file?.relativePath ?? '')]);
  });

  it('obeys the template of administrators', async () => {
    await lab.set('library.movie_template', 'Filme/{title}/{title} [{codec} {resolution}]{group}');
    await bringIn(await arrived('Named.Well.2011.720p.WEB', { 'a.mp4': 720 }));
    await lab.set('library.movie_template', null);
    expect(await onDisk('Filme')).toEqual([path.join('Named Well', 'Named Well [h264 720p].mp4')]);
  });

  it('tries a failed import again without fetching anything', async () => {
    const download = await arrived('No.Film.Yet.2012.WEB', { 'a.mp4': 'x'.repeat(SIZE_BYTES) });
    const failed = await bringIn(download);
    expect(failed).toMatchObject({ state: 'failed', errorCode: 'IMPORT_FAILED', hasDirectory: true });
    await put(path.join(lab.paths.downloads, download.id, 'a.mp4'), 720, 'good');
    expect(await lab.commands.resume(lab.actor, download.id)).toMatchObject({ state: 'importing' });
    expect(await end(download.id)).toMatchObject({ state: 'completed', errorCode: null });
    expect(await filesOf(download)).toHaveLength(1);
  });

  it('places nothing of a season of which one video can’t be read', async () => {
    const contents = { 'Half.S01E01.mp4': 480, 'Half.S01E02.mp4': 'no video'.repeat(100_000) };
    const failed = await bringIn(await arrived('Half.S01.WEB', contents));
    expect(failed).toMatchObject({ state: 'failed', errorCode: 'IMPORT_FAILED' });
    await expect(onDisk('Series', 'Half')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says that everything is packed, and refuses links', async () => {
    const packed = await bringIn(await arrived('All.Packed.2013.WEB', { 'a.rar': 'Rar!', 'a.r00': 'x' }));
    expect(packed.errorMessage).toMatch(/packed in archives/);
    const linked = await arrived('Linked.2014.WEB', { 'secret.txt': 'x' });
    await symlink('/etc/passwd', path.join(lab.paths.downloads, linked.id, 'a.mp4'));
    const { size } = await stat('/etc/passwd');
    const failed = await bringIn({ ...linked, files: [{ index: 0, path: 'a.mp4', size_bytes: size }] });
    expect(failed).toMatchObject({ state: 'failed', errorCode: 'DOWNLOADED_FILES_CHANGED' });
  });
});
