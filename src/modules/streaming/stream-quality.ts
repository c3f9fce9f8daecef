/** What a client may ask for; `any` and nothing mean the best there is. */
export const StreamQuality = {
  Any: 'any',
  P480: '480p',
  P576: '576p',
  P720: '720p',
  P1080: '1080p',
  P1440: '1440p',
  P2160: '2160p',
  Uhd: '4k',
} as const;
export type StreamQuality = (typeof StreamQuality)[keyof typeof StreamQuality];

/** Lines of a resolution such as `1080p`; null when it names none. */
export function linesOf(resolution: string | null): number | null {
  if (resolution === null) return null;
  if (/^(?:4k|uhd)$/i.test(resolution)) return 2160;
  const [, lines] = /^(\d{3,4})[pi]$/i.exec(resolution) ?? [];
  return lines === undefined ? null : Number(lines);
}

/** What a release's name says about its resolution: `Film.2010.1080p.mkv` -> `1080p`. */
export function resolutionInName(name: string): string | null {
  const [, found] =
    /(?:^|[^a-z0-9])(2160p|1440p|1080[pi]|720p|576p|480p|4k|uhd)(?![a-z0-9])/i.exec(name) ?? [];
  const lines = linesOf(found ?? null);
  return lines === null ? null : `${lines}p`;
}

/**
 * The item to play, of a list that is sorted best first: the best that has at most the wanted lines; when all have more, the
 * one with the fewest; an unknown resolution is the last choice.
 */
export function chooseByQuality<T extends { readonly resolution: string | null }>(
  items: readonly T[],
  wanted: StreamQuality | undefined,
): T | undefined {
  const limit = linesOf(wanted ?? null);
  if (limit === null) return items[0];
  const known = items.flatMap((item) => {
    const lines = linesOf(item.resolution);
    return lines === null ? [] : [{ item, lines }];
  });
  const [within] = known.filter(({ lines }) => lines <= limit).sort((a, b) => b.lines - a.lines);
  const [above] = known.sort((a, b) => a.lines - b.lines);
  return within?.item ?? above?.item ?? items[0];
}
