/** Endings of files that a release name may carry; others, such as `.0` of `5.0`, belong to the name. */
const EXTENSION =
  /(?:[. ]|\.\s?)(?:mkv|mk3d|mka|mp4|m4v|rmvb|asf|ogv|3gp|avi|wmv|mov|webm|mpe?g|m2ts|mts|ts|vob|iso|flv|ogm|divx|strm|srt|sub|idx|ass|ssa|nfo|nzb|torrent|rar|zip|7z|par2|txt|jpe?g)\]?$/i;

const TOP_LEVEL =
  '(?:com|org|net|info|biz|gov|xyz|pics|click|online|site|club|live|life|team|cc|co|me|to|tv|io|in|is|it|ru|re|pl|pe|nu|nl|nz|za|uk|au|us|ca|de|fr|es|eu|li|lt|ws|wf|mx|my|hu|ms|fun|tel|lat|vip|top|link|party|one)';
const HOST = `(?:www[. ])?[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+){0,2}\\.${TOP_LEVEL}(?:\\.[a-z]{2})?`;
const PREFIXED_HOST = 'www?[. ,](?:[\\p{L}\\p{N}-]+[. ]){1,3}?[a-z]{2,6}';

/** `[www.site.org] - `, `site.net - `, `(site.com) ` before the name itself. */
const LEADING_SITE = new RegExp(
  `^\\s*(?:from\\s+)?(?:[[({]\\s*(?:${PREFIXED_HOST}|${HOST})\\s*[\\])}][\\s._-]*|(?:${PREFIXED_HOST}|${HOST})\\s+-+\\s+|www\\.[\\p{L}\\p{N}-]+\\.${TOP_LEVEL}[\\s_]+(?=\\p{L}))`,
  'iu',
);
/** `[rarbg.to]`, `(site.com)` or a bare `www.site.com` after it. */
const TRAILING_SITE = new RegExp(
  `(?:[\\s.-]*[[({]\\s*(?:${PREFIXED_HOST}|${HOST})\\s*[\\])}]|[\\s.]+(?:par[-\\s])?${PREFIXED_HOST})\\s*$`,
  'iu',
);
/** Notices around bracketed names, such as `★10月新番★`. */
const NOTICE = /★[^★[\]]{0,40}★|★?\d{1,2}月新番★?/g;
/** Groups that spell themselves like a host; no site. */
const GROUP_LIKE_HOST = /\[(?:YTS|YIFY)\.\w{2,3}\]\s*$/i;

/** Same length for each character, so that positions stay those of the name. */
const WIDE: Readonly<Record<string, string>> = {
  '【': '[',
  '】': ']',
  '「': '[',
  '」': ']',
  '（': '(',
  '）': ')',
  '｜': '|',
  '／': '/',
};

/** The name without what sites and file systems put around it. */
export function bareName(name: string): string {
  let text = name
    .replace(/[【】「」（）｜／]/g, (sign) => WIDE[sign] ?? sign)
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/\s–\s/g, ' - ')
    .replace(NOTICE, '')
    .replace(/[\s.]+$/, '');
  text = text.replace(EXTENSION, '').replace(LEADING_SITE, '');
  if (!GROUP_LIKE_HOST.test(text)) text = text.replace(TRAILING_SITE, '');
  return text.trim();
}

/** Whether the name ends like a file of a video, its subtitles or its description. */
export const hasFileExtension = (name: string): boolean => EXTENSION.test(name);
