const STATED = /(?<![\p{L}\p{N}])(?:HD)?(2160|1440|1080|720|576|540|480|360)[pi](?!\p{L})/iu;
const FRAME = /(?<!\d)(?:3840|2560|1920|1280|1024|960|854|848|720|704|640)\s?[x*×]\s?(\d{3,4})(?!\d)/i;
/** `1080.Hi10p`: the depth stands where the `p` would. */
const BEFORE_DEPTH = /(?<![\d\p{L}])(2160|1080|720)[\s._-]+(?:Hi10p?|10-?bit|[HP]DTV|WEB|Blu|BD)/iu;
/** A bare number next to the source it was taken from, `BRRip 720 AAC`. */
const AFTER_SOURCE = /(?:Rip|Blu-?Ray|WEB-?DL|HDTV)[\s._-]+(2160|1080|720|480)(?=[\s._-]+\p{L})/iu;
const UHD_DISC = /(?<![\p{L}\p{N}])UHD[\s._-]*(?:BD|Blu[\s._-]?Ray|Remux)/iu;
const STEPS = [360, 480, 540, 576, 720, 1080, 1440, 2160];
const KNOWN_FORMS: Readonly<Record<string, string>> = { '4k': '2160p', '2k': '1440p' };

/** Such as `1080p`; interlaced ones too, which have the same size. The library has the last word where nothing is spelt out. */
export function resolutionOf(text: string, known: string | undefined): string | null {
  const stated = STATED.exec(text) ?? BEFORE_DEPTH.exec(text) ?? AFTER_SOURCE.exec(text);
  if (stated) return `${stated[1]}p`;
  const library = known?.toLowerCase();
  if (library !== undefined) return KNOWN_FORMS[library] ?? library;
  if (/(?<![\p{L}\p{N}])FHD(?![\p{L}\p{N}])/iu.test(text)) return '1080p';
  if (UHD_DISC.test(text)) return '2160p';
  const frame = FRAME.exec(text);
  return frame ? `${stepFor(Number(frame[1]))}p` : null;
}

/** Films are wider than screens: the next step holds their height. */
const stepFor = (height: number): number => STEPS.find((step) => height <= step) ?? 2160;
