import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { generateVideo } from '../../../../test/fakes/video.js';
import { describeMedia } from './describe-media.js';
import { probe } from './probe.js';

describe('probe', () => {
  let directory: string;
  const signal = new AbortController().signal;

  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-probe-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('reads container, codecs, picture, duration and tracks', async () => {
    const file = path.join(directory, 'film.mp4');
    await generateVideo({
      path: file,
      sizeBytes: 2_000_000,
      seed: 'probe',
      width: 1280,
      height: 720,
      seconds: 7,
    });
    expect(await probe(file, signal)).toMatchObject({
      container: 'mp4',
      codecVideo: 'h264',
      codecAudio: 'aac',
      width: 1280,
      height: 720,
      resolution: '720p',
      hdrFormat: null,
      audioTracks: [{ index: 0, codec: 'aac' }],
      subtitleTracks: [],
    });
    expect((await probe(file, signal)).durationSeconds).toBeCloseTo(7, 0);
  });

  it('refuses what only has the name of a video', async () => {
    const file = path.join(directory, 'fake.mkv');
    await writeFile(file, 'MZ this is no film'.repeat(1000));
    await expect(probe(file, signal)).rejects.toMatchObject({ code: 'IMPORT_FAILED' });
  });
});

describe('describeMedia', () => {
  it('knows high dynamic range by its format or its transfer function', () => {
    const video = { '@type': 'Video', Format: 'HEVC', Width: 3840, Height: 1600 } as const;
    const hdrOf = (facts: object) => describeMedia([{ ...video, ...facts }])?.hdrFormat;
    expect(hdrOf({ HDR_Format: 'Dolby Vision', HDR_Format_Compatibility: 'HDR10' })).toBe('DV');
    expect(hdrOf({ HDR_Format: 'SMPTE ST 2094 App 4', HDR_Format_Compatibility: 'HDR10+ Profile B' })).toBe(
      'HDR10+',
    );
    expect(hdrOf({ HDR_Format: 'SMPTE ST 2086', HDR_Format_Compatibility: 'HDR10' })).toBe('HDR10');
    expect(hdrOf({ transfer_characteristics: 'PQ' })).toBe('HDR10');
    expect(hdrOf({ transfer_characteristics: 'HLG' })).toBe('HLG');
    expect(hdrOf({ transfer_characteristics: 'BT.709' })).toBeNull();
  });

  it('numbers audio and subtitles each from 0', () => {
    const media = describeMedia([
      { '@type': 'General', Format: 'Matroska' },
      { '@type': 'Video', Format: 'AVC' },
      { '@type': 'Audio', Format: 'E-AC-3', Language: 'en', Channels: 6, Default: 'Yes' },
      { '@type': 'Audio', Format: 'AAC', Language: 'de', Title: 'Kommentar' },
      { '@type': 'Text', Format: 'UTF-8', Language: 'en', Forced: 'Yes' },
    ]);
    expect(media).toMatchObject({
      container: 'mkv',
      codecVideo: 'h264',
      codecAudio: 'eac3',
      resolution: null,
      audioTracks: [
        { index: 0, codec: 'eac3', language: 'en', channels: 6, title: null, isDefault: true },
        { index: 1, codec: 'aac', language: 'de', channels: null, title: 'Kommentar', isDefault: false },
      ],
      subtitleTracks: [
        { index: 0, codec: 'srt', language: 'en', title: null, isDefault: false, isForced: true },
      ],
    });
  });

  it('finds nothing to watch in music', () => {
    expect(describeMedia([{ '@type': 'General' }, { '@type': 'Audio', Format: 'FLAC' }])).toBeNull();
  });
});
