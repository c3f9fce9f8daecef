import type { SubtitleMarks } from './subtitle-language.js';

/**
 * The names of a video's subtitles without their extensions, as players read them: `Film.en`, `Film.en.forced`,
 * `Film.en.sdh`; a second one of a kind is `Film.en.2`.
 */
export function subtitleStems(videoStem: string, subtitles: readonly SubtitleMarks[]): string[] {
  const taken = new Map<string, number>();
  return subtitles.map(({ language, isForced, isSdh }) => {
    const place = `${language ?? ''}${isForced ? '.forced' : ''}${isSdh ? '.sdh' : ''}`;
    const count = (taken.get(place) ?? 0) + 1;
    taken.set(place, count);
    const words = [
      language,
      count > 1 ? String(count) : null,
      isForced ? 'forced' : null,
      isSdh ? 'sdh' : null,
    ];
    return [videoStem, ...words.filter((word) => word !== null)].join('.');
  });
}
