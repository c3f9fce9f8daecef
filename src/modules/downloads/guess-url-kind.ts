/** What a URL is taken for: one file, a page of links, or a .torrent file. */
export type UrlKind = 'file' | 'gallery' | 'torrent';

const FILE_EXTENSIONS = new Set(
  [
    'mkv mp4 m4v avi mov wmv flv webm mpg mpeg m2ts ts vob ogv 3gp',
    'mp3 m4a m4b aac flac ogg oga opus wav wma aiff',
    'jpg jpeg jfif png gif webp avif heic bmp tif tiff svg',
    'zip rar 7z tar gz tgz bz2 tbz2 xz txz zst lz4 iso img dmg cab cbz cbr',
    'pdf epub mobi azw3 djvu doc docx xls xlsx ppt pptx odt ods odp rtf txt csv json srt ass ssa vtt sub nfo',
    'exe msi apk deb rpm appimage pkg jar bin',
  ].flatMap((extensions) => extensions.split(' ')),
);

/**
 * Tells from the URL alone, so that nobody waits for a server while a download is accepted. Where the path names no file,
 * it is taken for a page: fetched as a gallery, a URL that turns out to be a file is just that file.
 */
export function guessUrlKind(url: URL): UrlKind {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(url.pathname)?.[1]?.toLowerCase();
  if (extension === 'torrent') return 'torrent';
  return extension !== undefined && FILE_EXTENSIONS.has(extension) ? 'file' : 'gallery';
}
