import { createHash } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import mediaInfoFactory from 'mediainfo.js';
import { generateVideo } from './video.js';

const SIZE = 2_000_003;

async function describeMedia(file: string) {
  const mediaInfo = await mediaInfoFactory({ format: 'object' });
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const result = await mediaInfo.analyzeData(size, async (length, offset) => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await handle.read(bytes, 0, length, offset);
      return bytes.subarray(0, bytesRead);
    });
    return result.media?.track ?? [];
  } finally {
    await handle.close();
    mediaInfo.close();
  }
}

describe('generateVideo', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'sokoul-video-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('is recognised as H.264 and AAC in MP4', async () => {
    const { path: file } = await generateVideo({
      path: path.join(directory, 'hd.mp4'),
      sizeBytes: 8_388_608,
      seed: 'hd',
      seconds: 60,
    });
    expect(await describeMedia(file)).toEqual([
      expect.objectContaining({ '@type': 'General', Format: 'MPEG-4', Duration: 60, IsStreamable: 'Yes' }),
      expect.objectContaining({
        '@type': 'Video',
        Format: 'AVC',
        Width: 1280,
        Height: 720,
        FrameRate: 25,
        Duration: 60,
      }),
      expect.objectContaining({ '@type': 'Audio', Format: 'AAC', Channels: 2, SamplingRate: 48000 }),
    ]);
  });

  it('crops pictures whose height is no multiple of a macroblock', async () => {
    const shape = { sizeBytes: SIZE, seed: 'crop', width: 320, height: 180, seconds: 4 };
    const { path: file } = await generateVideo({ path: path.join(directory, 'crop.mp4'), ...shape });
    expect((await describeMedia(file))[1]).toMatchObject({ Width: 320, Height: 180, Duration: 4 });
  });

  it('has exactly the wanted size, the reported hash, and the same bytes for the same seed', async () => {
    const shape = { sizeBytes: SIZE, width: 320, height: 180, seconds: 4 };
    const first = await generateVideo({ ...shape, path: path.join(directory, 'a.mp4'), seed: 'one' });
    const again = await generateVideo({ ...shape, path: path.join(directory, 'b.mp4'), seed: 'one' });
    const other = await generateVideo({ ...shape, path: path.join(directory, 'c.mp4'), seed: 'two' });
    const bytes = await readFile(first.path);
    expect(bytes).toHaveLength(SIZE);
    expect(first.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(again.sha256).toBe(first.sha256);
    expect(other.sha256).not.toBe(first.sha256);
    expect(gzipSync(bytes).length).toBeGreaterThan(SIZE * 0.95);
  });

  it('refuses a size that the pictures do not fit into', async () => {
    const options = { path: path.join(directory, 'small.mp4'), sizeBytes: 100_000, seed: 'small' };
    await expect(generateVideo(options)).rejects.toThrow('need more than 100000 bytes');
  });
});
