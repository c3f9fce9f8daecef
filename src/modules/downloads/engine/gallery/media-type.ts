/** The switches of the filter. Sound goes with the videos. */
export type MediaCategory = 'images' | 'videos' | 'archives' | 'documents';

const EXTENSIONS: Readonly<Record<MediaCategory, string>> = {
  images: 'jpg jpeg jpe jfif png apng gif webp avif bmp tif tiff svg heic heif jxl ico',
  videos:
    'mp4 m4v webm mkv mov avi wmv flv mpg mpeg m2ts mts ts ogv 3gp mp3 m4a m4b aac flac wav ogg oga opus wma',
  archives: 'zip rar 7z tar gz tgz bz2 tbz2 xz txz zst lz lzma cab iso',
  documents:
    'pdf epub mobi azw3 djvu cbz cbr doc docx odt rtf txt md xls xlsx ods csv ppt pptx odp srt ass vtt',
};

const CATEGORY_OF = new Map(
  (Object.keys(EXTENSIONS) as MediaCategory[]).flatMap((category) =>
    EXTENSIONS[category].split(' ').map((extension) => [extension, category] as const),
  ),
);

/** Types as servers send them, with the extension that a file of that type gets when its name has none. */
const EXTENSION_OF_TYPE = new Map(
  Object.entries({
    'image/jpeg': 'jpg',
    'image/pjpeg': 'jpg',
    'image/svg+xml': 'svg',
    'image/x-icon': 'ico',
    'image/vnd.microsoft.icon': 'ico',
    'image/tiff': 'tif',
    'video/quicktime': 'mov',
    'video/x-matroska': 'mkv',
    'video/x-msvideo': 'avi',
    'video/x-ms-wmv': 'wmv',
    'video/x-flv': 'flv',
    'video/mp2t': 'ts',
    'video/mpeg': 'mpg',
    'audio/mpeg': 'mp3',
    'audio/mp4': 'm4a',
    'audio/x-m4a': 'm4a',
    'audio/x-wav': 'wav',
    'application/zip': 'zip',
    'application/x-zip-compressed': 'zip',
    'application/vnd.rar': 'rar',
    'application/x-rar-compressed': 'rar',
    'application/x-7z-compressed': '7z',
    'application/x-tar': 'tar',
    'application/gzip': 'gz',
    'application/x-gzip': 'gz',
    'application/x-bzip2': 'bz2',
    'application/x-xz': 'xz',
    'application/zstd': 'zst',
    'application/pdf': 'pdf',
    'application/epub+zip': 'epub',
    'application/msword': 'doc',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
    'application/vnd.oasis.opendocument.text': 'odt',
    'application/rtf': 'rtf',
    'text/plain': 'txt',
    'text/csv': 'csv',
  }),
);

/** In lower case, without the dot; null when the last part of the path has none that could be one. */
export function extensionOf(pathOrName: string): string | null {
  return /[^/\\.][^/\\]*\.([a-z0-9]{1,8})$/i.exec(pathOrName)?.[1]?.toLowerCase() ?? null;
}

export function categoryOfExtension(extension: string | null): MediaCategory | null {
  return extension === null ? null : (CATEGORY_OF.get(extension) ?? null);
}

/** `text/html; charset=utf-8` becomes `text/html`. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

export const isHtml = (type: string): boolean => type === 'text/html' || type === 'application/xhtml+xml';

/** Null for types that tell nothing. */
export function extensionOfType(type: string): string | null {
  const known = EXTENSION_OF_TYPE.get(type);
  if (known !== undefined) return known;
  const [main, subtype = ''] = type.split('/');
  const isMedia = main === 'image' || main === 'video' || main === 'audio';
  return isMedia && CATEGORY_OF.has(subtype) ? subtype : null;
}

export function categoryOfType(type: string): MediaCategory | null {
  const extension = extensionOfType(type);
  if (extension !== null) return categoryOfExtension(extension);
  if (type.startsWith('image/')) return 'images';
  return /^(?:video|audio)\//.test(type) ? 'videos' : null;
}
