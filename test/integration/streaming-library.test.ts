import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DataSource } from 'typeorm';
import type { Actor } from '../../src/common/access/actor.js';
import { NotFoundError } from '../../src/common/errors/common.errors.js';
import { MediaService } from '../../src/modules/media/index.js';
import { StreamingSessionsRepository } from '../../src/modules/streaming/streaming-sessions.repository.js';
import { StreamingSignOutsListener } from '../../src/modules/streaming/streaming-sign-outs.listener.js';
import { StreamSourceNotFoundError } from '../../src/modules/streaming/streaming.errors.js';
import { StreamingLab, sha256 } from '../support/streaming-lab.js';

describe('streaming of a file of the library', () => {
  let lab: StreamingLab;
  let actor: Actor;

  beforeAll(async () => {
    lab = await StreamingLab.start();
  });
  afterAll(() => lab?.stop());
  beforeEach(async () => {
    actor = await lab.signIn();
  });

  const bytes = randomBytes(300_000);

  it('is played by its link alone', async () => {
    const mediaId = await lab.newFilm();
    await lab.newFile(mediaId, bytes, { resolution: '1080p' });
    const { session, playable } = await lab.streaming.start(actor, mediaId, { subtitleLanguage: 'en' });
    expect(session).toMatchObject({
      userId: actor.id,
      mediaId,
      authSessionId: actor.sessionId,
      subtitleLanguage: 'en',
    });
    expect(playable.resolution).toBe('1080p');
    const whole = await lab.read(lab.linkOf(session));
    expect([whole.status, sha256(whole.body)]).toEqual([200, sha256(bytes)]);
    const part = await lab.read(lab.linkOf(session), { range: 'bytes=-100' });
    expect([part.status, sha256(part.body)]).toEqual([206, sha256(bytes.subarray(-100))]);
  });

  it('is chosen by the wanted quality among those that exist', async () => {
    const mediaId = await lab.newFilm();
    const uhd = await lab.newFile(mediaId, bytes, { resolution: '2160p', qualityScore: 99 });
    const hd = await lab.newFile(mediaId, bytes, { resolution: '720p', qualityScore: 60 });
    const fileOf = async (quality?: '1080p') =>
      (await lab.streaming.start(actor, mediaId, { quality })).playable.fileId;
    expect(await fileOf()).toBe(uhd.id);
    expect(await fileOf('1080p')).toBe(hd.id);
    await rm(path.join(lab.context.directory, 'library', hd.relativePath));
    expect(await fileOf('1080p')).toBe(uhd.id);
    expect(await lab.streaming.localCopy(mediaId)).toMatchObject({ resolution: '2160p' });
  });

  it('is refused when the link was changed, has expired or was revoked', async () => {
    const mediaId = await lab.newFilm();
    await lab.newFile(mediaId, bytes);
    const { session } = await lab.streaming.start(actor, mediaId, {});
    const url = lab.linkOf(session);
    expect((await lab.read(url.replace('signature=', 'signature=x'))).status).toBe(403);
    expect((await lab.read(url.replace(session.id, randomUUID()))).status).toBe(403);
    expect((await lab.read(lab.linkOf({ id: session.id, expiresAt: new Date(0) }))).status).toBe(410);
    await expect(lab.streaming.revoke(await lab.signIn(), session.id)).rejects.toBeInstanceOf(NotFoundError);
    expect((await lab.read(url)).status).toBe(200);
    await lab.streaming.revoke(actor, session.id);
    await lab.streaming.revoke(actor, session.id);
    const refused = await lab.read(url);
    expect([refused.status, refused.body.toString()]).toEqual([410, 'STREAM_LINK_EXPIRED']);
  });

  it('can no longer be played after signing out', async () => {
    const mediaId = await lab.newFilm();
    await lab.newFile(mediaId, bytes);
    const { session } = await lab.streaming.start(actor, mediaId, {});
    const payload = { user_id: actor.id, session_id: actor.sessionId ?? '' };
    const event = { id: randomUUID(), name: 'session.ended', payload, occurredAt: new Date() } as const;
    await new StreamingSignOutsListener(lab.get(StreamingSessionsRepository)).onSessionEnded(event);
    expect((await lab.read(lab.linkOf(session))).status).toBe(410);
  });

  it('is never opened outside the library', async () => {
    const mediaId = await lab.newFilm();
    await mkdir(path.join(lab.context.directory, 'library'), { recursive: true });
    await writeFile(path.join(lab.context.directory, 'secret.mkv'), 'secret');
    await symlink(
      path.join(lab.context.directory, 'secret.mkv'),
      path.join(lab.context.directory, 'library/link.mkv'),
    );
    const facts = { mediaId, sizeBytes: 6, source: 'torrent', downloadedAt: new Date() };
    for (const relativePath of ['../secret.mkv', 'link.mkv', 'not-there.mkv']) {
      await lab.get(MediaService).addFile({ ...facts, relativePath });
    }
    await expect(lab.streaming.start(actor, mediaId, {})).rejects.toBeInstanceOf(StreamSourceNotFoundError);
    for (const { id: fileId } of await lab.get(MediaService).filesOf(mediaId)) {
      const expiresAt = new Date(Date.now() + 60_000);
      const nothing = { authSessionId: null, downloadId: null, quality: null, subtitleLanguage: null };
      const session = await lab
        .get(StreamingSessionsRepository)
        .insert({ ...nothing, userId: actor.id, mediaId, fileId, expiresAt });
      const { status, body } = await lab.read(lab.linkOf(session));
      expect([status, body.toString()]).toEqual([404, 'STREAM_FILE_MISSING']);
    }
  });

  it('is played as any of its episodes, and as the series', async () => {
    const media = lab.get(MediaService);
    const draft = { title: randomUUID(), mediaType: 'tv', year: 2010, tmdbId: null } as const;
    const { id: seriesId } = await media.ensure(draft);
    const [first, second, third] = [
      await media.ensureEpisode(seriesId, 1, 1),
      await media.ensureEpisode(seriesId, 1, 2),
      await media.ensureEpisode(seriesId, 1, 3),
    ];
    const { id: fileId } = await lab.newFile(first.id, bytes, { episodeLabel: 'S01E01E02' });
    for (const id of [first.id, second.id, seriesId]) {
      const { streams } = await lab.streaming.listStreams(actor, id);
      expect(streams.map(({ playable }) => playable.fileId)).toEqual([fileId]);
    }
    expect((await lab.streaming.listStreams(actor, third.id)).streams).toEqual([]);
  });

  it('is listed with a link that stays the same', async () => {
    const mediaId = await lab.newFilm();
    await lab.newFile(mediaId, bytes);
    await lab.newFile(mediaId, bytes);
    const ids = async () =>
      (await lab.streaming.listStreams(actor, mediaId)).streams.map(({ session }) => session.id);
    const first = await ids();
    expect(new Set(first).size).toBe(2);
    expect(await ids()).toEqual(first);
    await lab.streaming.revoke(actor, first[0] ?? '');
    expect((await ids()).filter((id) => first.includes(id))).toHaveLength(1);
  });

  it('has the schema that its entities describe', async () => {
    const { upQueries } = await lab.get(DataSource).driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).filter((query) => /streaming_session/.test(query))).toEqual(
      [],
    );
  });
});
