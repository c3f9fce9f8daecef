const NAMES: Readonly<Record<string, string>> = {
  x264: 'h264',
  h264: 'h264',
  avc: 'h264',
  x265: 'h265',
  h265: 'h265',
  hevc: 'h265',
};
const XVID = /(?<![\p{L}\p{N}])XviD/iu;
const DIVX = /(?<![\p{L}\p{N}])DivX/iu;
const VC1 = /(?<![\p{L}\p{N}])VC-?1(?![\p{L}\p{N}])/iu;
const MPEG2 = /(?<![\p{L}\p{N}])(?:[HX]\.?262|MPEG-?2)(?!\d)/iu;
/** Stuck to the source, as in `HDTVx264`. */
const GLUED = /(?:HDTV|PDTV|WEB-?DL|WEBRip|Rip|Ray)[xh]\.?(26[45])/i;

/** `h264`, `h265`, `av1`, … or as the name says. */
export function codecOf(text: string, known: string | undefined): string | null {
  const codec = known?.toLowerCase();
  if (codec !== undefined) return NAMES[codec] ?? codec;
  const glued = GLUED.exec(text)?.[1];
  if (glued !== undefined) return `h${glued}`;
  if (XVID.test(text)) return 'xvid';
  if (DIVX.test(text)) return 'divx';
  if (VC1.test(text)) return 'vc1';
  return MPEG2.test(text) ? 'mpeg2' : null;
}
