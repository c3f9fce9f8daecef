/** MediaInfo's names for formats, and the ones that players and people use. What is not listed stays, in lower case. */
const CONTAINERS: Readonly<Record<string, string>> = {
  matroska: 'mkv',
  'mpeg-4': 'mp4',
  quicktime: 'mov',
  'mpeg-ts': 'ts',
  'mpeg-ps': 'mpg',
  'windows media': 'wmv',
  'flash video': 'flv',
};
const VIDEO: Readonly<Record<string, string>> = {
  avc: 'h264',
  'mpeg video': 'mpeg2',
  'mpeg-4 visual': 'mpeg4',
  'vc-1': 'vc1',
};
const AUDIO: Readonly<Record<string, string>> = {
  'ac-3': 'ac3',
  'e-ac-3': 'eac3',
  'mlp fba': 'truehd',
  'mpeg audio': 'mp3',
};
const SUBTITLES: Readonly<Record<string, string>> = {
  'utf-8': 'srt',
  'timed text': 'mov_text',
  vobsub: 'vobsub',
};

const translate =
  (names: Readonly<Record<string, string>>) =>
  (format: string | undefined): string | null => {
    const name = format?.trim().toLowerCase();
    return name === undefined || name === '' ? null : (names[name] ?? name);
  };

export const containerName = translate(CONTAINERS);
export const videoCodec = translate(VIDEO);
export const audioCodec = translate(AUDIO);
export const subtitleCodec = translate(SUBTITLES);
