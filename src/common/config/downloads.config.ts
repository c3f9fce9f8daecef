import { configSection, secret, variable } from './section.js';
import { flag, integer, originList, port, text, url } from './values.js';

const GIB_PER_SECOND = 1024 ** 3;

export class DownloadsConfig extends configSection('Downloads', {
  directory: variable(
    'SOKOUL_DOWNLOADS_DIR',
    text().optional(),
    'Directory of unfinished downloads. Default: downloads/ in the data directory.',
  ),
  perUser: variable(
    'SOKOUL_DOWNLOADS_PER_USER',
    integer(1, 1000).default(5),
    'Downloads that one person may have under way at once.',
  ),
  perWorker: variable(
    'SOKOUL_DOWNLOADS_PER_WORKER',
    integer(1, 1000).default(20),
    'Downloads that one worker runs at once; more wait for a free place.',
  ),
  metadataTimeoutSeconds: variable(
    'SOKOUL_METADATA_TIMEOUT_SECONDS',
    integer(5, 86_400).default(600),
    'Seconds that a magnet link gets to find its file list before the download fails.',
  ),
  stallTimeoutSeconds: variable(
    'SOKOUL_STALL_TIMEOUT_SECONDS',
    integer(10, 604_800).default(3600),
    'Seconds without a new byte after which a download fails as stalled.',
  ),
  torrentPort: variable(
    'SOKOUL_TORRENT_PORT',
    port().default(0),
    'TCP port for incoming BitTorrent peers; 0 takes a free one.',
  ),
  torrentDht: variable('SOKOUL_TORRENT_DHT', flag().default(true), 'Find peers through the DHT.'),
  torrentPex: variable('SOKOUL_TORRENT_PEX', flag().default(true), 'Exchange peers with other peers.'),
  torrentLsd: variable('SOKOUL_TORRENT_LSD', flag().default(false), 'Find peers on the local network.'),
  torrentConnections: variable(
    'SOKOUL_TORRENT_CONNECTIONS',
    integer(1, 1000).default(55),
    'Most peers per torrent.',
  ),
  peerBlocklist: variable(
    'SOKOUL_PEER_BLOCKLIST',
    text().optional(),
    'File of addresses that no torrent may have to do with: P2P, DAT or CIDR lines, gzipped or not.',
  ),
  downloadLimit: variable(
    'SOKOUL_DOWNLOAD_LIMIT',
    integer(0, GIB_PER_SECOND).default(0),
    'Bytes a second that one worker receives; 0 is no limit.',
  ),
  uploadLimit: variable(
    'SOKOUL_UPLOAD_LIMIT',
    integer(0, GIB_PER_SECOND).default(0),
    'Bytes a second that one worker sends to peers; 0 is no limit.',
  ),
  downloadOrigins: variable(
    'SOKOUL_DOWNLOAD_ORIGINS',
    originList().default([]),
    'Origins on private addresses that people may download from by URL, comma-separated.',
  ),
  maxFileBytes: variable(
    'SOKOUL_DOWNLOAD_MAX_BYTES',
    integer(1, 2 ** 50).default(2 ** 40),
    'Largest file, in bytes, that is downloaded by URL.',
  ),
  httpProxy: secret(
    'HTTP_PROXY',
    text().optional(),
    'Proxy for downloads from http: URLs that are to use the proxy of the system.',
  ),
  httpsProxy: secret('HTTPS_PROXY', text().optional(), 'The same for https: URLs.'),
  noProxy: variable(
    'NO_PROXY',
    text().optional(),
    'Hosts that such downloads reach without a proxy, comma-separated.',
  ),
  galleryDl: variable(
    'SOKOUL_GALLERY_DL',
    text().default('off'),
    'The program gallery-dl, which lists the files of the sites that it knows, such as /usr/bin/gallery-dl; off reads their pages alone.',
  ),
  workerHost: variable(
    'SOKOUL_WORKER_HOST',
    text().default('127.0.0.1'),
    'Address on which a worker serves the bytes of unfinished downloads to the API.',
  ),
  workerPort: variable('SOKOUL_WORKER_PORT', port().default(0), 'Its port; 0 takes a free one.'),
  workerUrl: variable(
    'SOKOUL_WORKER_URL',
    url('http:', 'https:').optional(),
    'URL under which API processes reach this worker. Default: http://SOKOUL_WORKER_HOST:port.',
  ),
}) {}
