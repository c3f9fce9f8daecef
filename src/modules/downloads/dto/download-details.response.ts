import {
  EnumField,
  FlagField,
  IntField,
  ObjectField,
  TextField,
  UuidField,
} from '../../../common/http/fields.js';
import { QualityPreference } from '../../search/index.js';
import { ImportNote } from '../download.entity.js';
import type { Download, StoredFile, StoredPeer } from '../download.entity.js';
import { fileBytesDone } from '../download-progress.js';
import type { DetailedDownload } from '../downloads.service.js';
import { DownloadResponse, toDownloadResponse } from './download.response.js';

const MAX = Number.MAX_SAFE_INTEGER;

/** Someone the bytes come from, or go to. */
export class DownloadPeerResponse {
  @TextField({ max: 64, description: 'Address and port', example: '203.0.113.7:51413' })
  address: string;

  @TextField({ min: 0, max: 64, description: 'What it calls itself', example: 'Transmission 4.0.6' })
  client: string;

  @FlagField({ description: 'Whether it has everything', example: true })
  is_seeder: boolean;

  @IntField({ min: 0, max: MAX, description: 'Bytes a second from it', example: 524_288 })
  speed_bytes_per_sec: number;
}

/** A file of the download. */
export class DownloadFileResponse {
  @IntField({ min: 0, max: MAX, description: 'Its number in the download', example: 0 })
  index: number;

  @TextField({
    max: 4096,
    description: 'Its path in the download',
    example: 'Inception (2010)/Inception.mkv',
  })
  path: string;

  @IntField({
    min: 0,
    max: MAX,
    nullable: true,
    description: 'Its size in bytes; null while the server does not say',
    example: 2_147_483_648,
  })
  size_bytes: number | null;

  @FlagField({ description: 'Whether it is to be fetched', example: true })
  is_wanted: boolean;

  @IntField({
    min: 0,
    max: MAX,
    nullable: true,
    description: 'Verified bytes of it; null when they were not counted',
    example: 966_367_641,
  })
  bytes_done: number | null;
}

/** Everything about one download. */
export class DownloadDetailsResponse extends DownloadResponse {
  @UuidField({ nullable: true, description: 'The search result it was started from', example: null })
  source_id: string | null;

  @TextField({
    max: 40,
    nullable: true,
    description: 'Info hash; of torrents only',
    example: 'dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c',
  })
  info_hash: string | null;

  @EnumField({
    enum: QualityPreference,
    enumName: 'QualityPreference',
    nullable: true,
    description: 'As given when it was started',
    example: 'high',
  })
  quality_preference: QualityPreference | null;

  @ObjectField({ type: () => DownloadPeerResponse, isArray: true, description: 'Peers of the last sample' })
  peer_list: DownloadPeerResponse[];

  @ObjectField({ type: () => DownloadFileResponse, isArray: true, description: 'Files, once known' })
  files: DownloadFileResponse[];

  @TextField({
    max: 64,
    nullable: true,
    description:
      'Of a cancelled download that kept what had arrived: where that is, below the directory of downloads (SOKOUL_DOWNLOADS_DIR)',
    example: null,
  })
  kept_files_path: string | null;

  @EnumField({
    enum: ImportNote,
    enumName: 'ImportNote',
    nullable: true,
    description:
      'What is to be said of a completed import: `kept_existing` when the library had as good a file, so that this one was left out',
    example: null,
  })
  import_note: ImportNote | null;
}

const toPeer = (peer: StoredPeer): DownloadPeerResponse => ({
  address: peer.address,
  client: peer.client,
  is_seeder: peer.is_seeder,
  speed_bytes_per_sec: peer.speed_bytes_per_sec,
});

const toFile = (download: Download, file: StoredFile): DownloadFileResponse => ({
  index: file.index,
  path: file.path,
  size_bytes: file.size_bytes,
  is_wanted: file.is_wanted ?? true,
  bytes_done: fileBytesDone(download, file),
});

export function toDownloadDetailsResponse(found: DetailedDownload): DownloadDetailsResponse {
  const { download } = found;
  return {
    ...toDownloadResponse(found),
    source_id: download.sourceId,
    info_hash: download.infoHash,
    quality_preference: download.qualityPreference,
    peer_list: download.peers.map(toPeer),
    files: download.files.map((file) => toFile(download, file)),
    kept_files_path: download.keepsFiles ? `${download.id}/` : null,
    import_note: download.importNote,
  };
}
