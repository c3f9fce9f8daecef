import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { generateVideo } from '../../../../test/fakes/video.js';
import { describeFfprobe } from './describe-ffprobe.js';
import { runFfprobe } from './ffprobe.js';

const video = { codec_type: 'video', codec_name: 'hevc', width: 3840, height: 1600 };
const describeStreams = (streams: object[], frame: object[] = [], format: object = {}) =>
  describeFfprobe(
    {
      streams: { streams, format: { format_name: 'matroska,webm', duration: '5400.5', ...format } },
      firstFrame: { frames: [{ side_data_list: frame }] },
    },
    'film.mkv',
  );

describe('describeFfprobe', () => {
  it('reads container, codecs, picture, length and tracks', () => {
    const cover = { codec_type: 'video', codec_name: 'mjpeg', disposition: { attached_pic: 1 } };
    const audio = { codec_type: 'audio', codec_name: 'eac3', channels: 6, tags: { language: 'ger' } };
    const text = {
      codec_type: 'subtitle',
      codec_name: 'subrip',
      tags: { language: 'eng' },
      disposition: { forced: 1 },
    };
    expect(describeStreams([cover, video, audio, text])).toEqual({
      container: 'mkv',
      codecVideo: 'hevc',
      codecAudio: 'eac3',
      width: 3840,
      height: 1600,
      resolution: '2160p',
      hdrFormat: null,
      durationSeconds: 5400.5,
      audioTracks: [{ index: 0, codec: 'eac3', language: 'de', channels: 6, title: null, isDefault: false }],
      subtitleTracks: [
        { index: 0, codec: 'srt', language: 'en', title: null, isDefault: false, isForced: true },
      ],
    });
  });

  it.each([
    [
      'DV',
      { side_data_list: [{ side_data_type: 'DOVI configuration record' }], color_transfer: 'smpte2084' },
      [],
    ],
    [
      'HDR10+',
      { color_transfer: 'smpte2084' },
      [{ side_data_type: 'HDR Dynamic Metadata SMPTE2094-40 (HDR10+)' }],
    ],
    ['HDR10', { color_transfer: 'smpte2084' }, [{ side_data_type: 'Mastering display metadata' }]],
    ['HLG', { color_transfer: 'arib-std-b67' }, []],
    [null, { color_transfer: 'bt709' }, []],
  ])('knows %s', (format, facts, frame) => {
    expect(describeStreams([{ ...video, ...facts }], frame)?.hdrFormat).toBe(format);
  });

  it('finds nothing in music, covers and answers of another kind', () => {
    expect(describeStreams([{ codec_type: 'audio' }])).toBeNull();
    expect(describeStreams([{ ...video, disposition: { attached_pic: 1 } }])).toBeNull();
    for (const streams of [null, 'x', {}, { streams: [1], format: {} }])
      expect(describeFfprobe({ streams, firstFrame: null }, 'a.mkv')).toBeNull();
  });
});

const isInstalled = (): boolean => {
  try {
    execFileSync('ffprobe', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

(isInstalled() ? describe : describe.skip)('ffprobe', () => {
  let directory: string;
  const signal = new AbortController().signal;

  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-ffprobe-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('reads a real file, whatever it is called', async () => {
    const file = path.join(directory, '-i concat:a|b %d.mp4');
    await generateVideo({ path: file, sizeBytes: 600_000, seed: 'a', width: 640, height: 360, seconds: 2 });
    const output = await runFfprobe('ffprobe', file, signal);
    expect(output && describeFfprobe(output, file)).toMatchObject({
      container: 'mp4',
      codecVideo: 'h264',
      codecAudio: 'aac',
      width: 640,
      hdrFormat: null,
    });
  });

  it('does not follow a playlist that is called a film', async () => {
    const target = path.join(directory, 'target.mp4');
    await generateVideo({ path: target, sizeBytes: 600_000, seed: 'b', seconds: 2 });
    const playlist = path.join(directory, 'film.mkv');
    await writeFile(playlist, `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${target}\n#EXT-X-ENDLIST\n`);
    expect(await runFfprobe('ffprobe', playlist, signal)).toBeNull();
    const list = path.join(directory, 'list.mkv');
    await writeFile(list, `ffconcat version 1.0\nfile '${target}'\n`);
    expect(await runFfprobe('ffprobe', list, signal)).toBeNull();
  });

  it('is done without where it is not there, and ends with the signal', async () => {
    expect(await runFfprobe(path.join(directory, 'missing'), 'a.mkv', signal)).toBeNull();
    const sleeper = path.join(directory, 'sleeper');
    await symlink('/usr/bin/yes', sleeper);
    const controller = new AbortController();
    const running = runFfprobe(sleeper, 'a.mkv', controller.signal);
    controller.abort(new Error('shutdown'));
    await expect(running).rejects.toThrow('shutdown');
  });
});
