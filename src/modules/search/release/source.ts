interface SourceRule {
  readonly pattern: RegExp;
  readonly source: string;
}

const rule = (source: string, words: string): SourceRule => ({
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu'),
  source,
});

/** Spellings that the library does not know, or takes for something else. The first that matches decides. */
const RULES: readonly SourceRule[] = [
  rule('TS', '(?:HD)?-?TS[\\s._-]?(?:Screener|Rip)'),
  rule('SCR', '(?:DVD|HD|BD|WEB|Blu[\\s._-]?Ray)?[\\s._-]?SCR(?:EENER)?'),
  rule('CAM', '(?:HD|HQ)?-?CAM(?:HD|Rip)'),
  rule('HD-DVD', 'HD-?DVD'),
  rule('UHDRip', 'UHD-?BD-?Rip'),
  rule('BDRip', 'BD[\\s._-]?Rip(?:Mux)?|BD(?=Rip)|BDLight'),
  rule('BRRip', 'BR[\\s._-]?Rip(?:Mux)?'),
  rule(
    'BluRay',
    'M?Blu[\\s._-]?Ray|BRMux|UHD2?[\\s._-]?BD|(?<=3D[\\s._])BD|BD(?=[\\s._-]+[xh]\\.?26[45])|BD[\\s._-]?(?:ISO|Mux)|BD(?:25|50|66|100)|BD(?=[\\s._]?(?:2160|1080|720|576|480)p)|(?<=(?:2160|1080|720|576|480)p[\\s._])BD|Blu[\\s._-]?Ray(?=(?:2160|1080|720)p)',
  ),
  rule(
    'WEB-DL',
    'WEB[\\s._-]?DL(?:Mux)?|DLMux|(?:Amazon|Netflix|iTunes|HBOMax|Disney|Maxdome)(?:HD|SD)|WEB-?U?HD',
  ),
  rule('WEBRip', 'WEB[\\s._-]?Rip|WEB[\\s._-]?Mux|WEB[\\s._-]?Cap|WEBDLRip'),
  rule(
    'WEB-DL',
    'WEB(?=[\\s._\\]/)-]*(?:$|\\d{3,4}p|[xh][\\s._]?26|AVC|HEVC|AAC|DDP?|\\.\\.|\\[|PROPER|REPACK|Atmos|/))|(?<=\\d{3,4}p[\\s._-])WEB|(?:AMZN|NF|DP|DSNP|HMAX|ATVP)[\\s._-]WEB(?![\\s._-]?Rip)',
  ),
  rule('VHS', 'VHS(?:[\\s._-]?Rip)?'),
  rule('PPV', 'PPV[\\s._-]?Rip'),
  rule('DVDRip', 'DVD[\\s._-]?Rip|xvidvd'),
  rule('DVD', '(?:\\d?x|M)?DVD[\\s._-]?(?:R[\\d]?|[59]|(?=Remux))|VIDEO_TS|DVD-?(?:PAL|NTSC)'),
  rule('HDTV', '[AU]?HDTV(?:Mux)?|HD[\\s._-]TV|HTDV'),
  rule('TV', 'DSR(?:ip)?|DVB(?:-?[TSC])?(?:-?Rip)?|SDTV|LDTV|DTH-?Rip'),
  rule('PDTV', 'PDTV'),
];
const GLUED: readonly SourceRule[] = [
  { pattern: /(?<!\p{L})BD(?:2160|1080|720|576|480)p/iu, source: 'BluRay' },
  { pattern: /[\s._-]PDTV[xh]\.?26[45]/i, source: 'PDTV' },
  { pattern: /[\s._-]HDTV[xh]\.?26[45]/i, source: 'HDTV' },
  { pattern: /[\s._-]WEB-?DL[xh]\.?26[45]/i, source: 'WEB-DL' },
];
const REMUX = /(?<![\p{L}\p{N}])(?:BD|UHD|BluRay)?[\s._-]?Remux(?![\p{L}\p{N}])/iu;
/** A bare `REMUX` of these is not of a disc. */
const REMUX_OF_OTHER = new Set(['WEB-DL', 'WEBRip', 'HDTV', 'DVD', 'DVDRip']);

/** The library says TeleSync and the like; the scene, and the contract with clients, use the short forms. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  TeleSync: 'TS',
  TeleCine: 'TC',
  REMUX: 'BluRay',
  'BluRay REMUX': 'BluRay',
  WEB: 'WEB-DL',
  WEBMux: 'WEBRip',
};

/** What a release was taken from: own rules first, else what the library understood. */
export function sourceOf(text: string, known: string | undefined): string | null {
  const found = [...RULES, ...GLUED].find(({ pattern }) => pattern.test(text))?.source;
  const source = found ?? (known === undefined ? null : (SHORT_FORMS[known] ?? known));
  return isRemux(text) && !REMUX_OF_OTHER.has(source ?? '') ? 'BluRay REMUX' : source;
}

/** Whether the streams of the source are untouched. */
export const isRemux = (text: string): boolean => REMUX.test(text);

const FAMILIES: Readonly<Record<string, string>> = {
  BDRip: 'BluRay',
  BRRip: 'BluRay',
  'BluRay REMUX': 'BluRay',
  UHDRip: 'BluRay',
  BDMux: 'BluRay',
  DVDRip: 'DVD',
  'WEB-DLRip': 'WEB-DL',
  WEBMux: 'WEBRip',
  HDTVRip: 'HDTV',
  PDTV: 'TV',
  SDTV: 'TV',
  TVRip: 'TV',
  SATRip: 'TV',
  VHSRip: 'VHS',
  PPVRip: 'PPV',
};

/** The medium that a source is of: a `BDRip` is of a `BluRay`. */
export const sourceFamily = (source: string | null): string | null =>
  source === null ? null : (FAMILIES[source] ?? source);
