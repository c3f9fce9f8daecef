import { ValidationError } from '../../../common/errors/common.errors.js';
import type { GalleryFilter, ProxyChoice, TransferOptions } from '../engine/download-source.js';
import { ProxyType } from './download-options.body.js';
import type { DownloadOptionsBody } from './download-options.body.js';

const CONNECT_TIMEOUT_SECONDS = 15;
const READ_TIMEOUT_SECONDS = 60;
const MAX_CONNECT_TIMEOUT_SECONDS = 300;
const PROXY_PROTOCOLS: readonly string[] = ['http:', 'https:', 'socks5:'];
const BYTES_PER_KIB = 1024;
const EXTENSION = /^[a-z0-9]{1,16}$/;

const refuse = (field: string, message: string): ValidationError =>
  new ValidationError(message, { field: `options.${field}` });

/** Throws ValidationError for a custom proxy without a usable URL. */
export function toTransferOptions(options: DownloadOptionsBody): TransferOptions {
  const { timeout } = options;
  const connectTimeout = options.connection_timeout ?? timeout ?? CONNECT_TIMEOUT_SECONDS;
  return {
    proxy: proxyOf(options),
    userAgent: options.user_agent === '' ? null : (options.user_agent ?? null),
    connectTimeoutSeconds: Math.min(connectTimeout, MAX_CONNECT_TIMEOUT_SECONDS),
    readTimeoutSeconds: options.read_timeout ?? timeout ?? READ_TIMEOUT_SECONDS,
    totalTimeoutSeconds: options.total_timeout || null,
    maxRetries: options.max_retries,
    retryIntervalSeconds: options.retry_interval,
    segments: options.segments,
  };
}

/** Throws ValidationError for what nothing can pass. */
export function toGalleryFilter(options: DownloadOptionsBody): GalleryFilter {
  const filter: GalleryFilter = {
    images: options.download_images,
    videos: options.download_videos,
    archives: options.download_compressed,
    documents: options.download_documents,
    minBytes: options.min_file_size || null,
    maxBytes: options.max_file_size || null,
    from: dayOf('date_from', options.date_from),
    to: dayOf('date_to', options.date_to),
    excludedExtensions: [...new Set(options.excluded_extensions.map(extensionOf))].sort(),
  };
  refuseEmpty(filter);
  return filter;
}

/** Bytes a second; null is no limit. */
export const toBandwidth = ({ bandwidth_limit_kbps: limit }: DownloadOptionsBody): number | null =>
  limit === 0 ? null : Math.max(1, Math.round(limit * BYTES_PER_KIB));

function refuseEmpty({ images, videos, archives, documents, minBytes, maxBytes, from, to }: GalleryFilter) {
  if (!images && !videos && !archives && !documents)
    throw refuse('download_images', 'Nothing is left to download: allow at least one kind of file');
  if (minBytes !== null && maxBytes !== null && minBytes > maxBytes)
    throw refuse('max_file_size', 'max_file_size must not be less than min_file_size');
  if (from !== null && to !== null && from > to)
    throw refuse('date_to', 'date_to must not be before date_from');
}

function proxyOf({ proxy_type: type, proxy_url: url }: DownloadOptionsBody): ProxyChoice {
  if (type !== ProxyType.Custom) return { type };
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !PROXY_PROTOCOLS.includes(parsed.protocol) || parsed.hostname === '')
    throw refuse('proxy_url', 'proxy_url must be an http://, https:// or socks5:// URL');
  return { type, url: parsed.href };
}

/** The day of a date that exists: `2026-02-30` is refused rather than read as another day. */
function dayOf(field: string, text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const day = text.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day)
    throw refuse(field, `${field} is no date of the calendar`);
  return day;
}

function extensionOf(text: string): string {
  const extension = text
    .trim()
    .toLowerCase()
    .replace(/^\*?\./, '');
  if (!EXTENSION.test(extension)) throw refuse('excluded_extensions', `"${text}" is no file extension`);
  return extension;
}
