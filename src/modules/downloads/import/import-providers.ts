import { LibraryChecksumProcessor } from './checksums/library-checksum.processor.js';
import { LibraryChecksums } from './checksums/library-checksums.service.js';
import { DownloadedFiles } from './downloaded-files.js';
import { EpisodeTargets } from './episode-targets.js';
import { FilePlacer } from './file-placer.js';
import { ImportRecords } from './import-records.service.js';
import { LibraryImporter } from './library-importer.js';
import { LibraryLeftovers } from './library-leftovers.service.js';
import { LibraryRivals } from './library-rivals.js';
import { LibraryUpkeep } from './library-upkeep.js';
import { LooseImporter } from './loose-importer.js';
import { MediaProbe } from './media-probe.js';
import { SubtitleImporter } from './subtitle-importer.js';
import { VideoImporter } from './video-importer.js';

/** What records an import, in the transaction in which a download completes. */
export const RECORDING_PROVIDERS = [EpisodeTargets, ImportRecords, LibraryLeftovers, LibraryRivals];

/** What brings files into the library and looks after them there, in worker processes. */
export const IMPORT_PROVIDERS = [
  ...RECORDING_PROVIDERS,
  DownloadedFiles,
  FilePlacer,
  LibraryChecksumProcessor,
  LibraryChecksums,
  LibraryImporter,
  LibraryUpkeep,
  LooseImporter,
  MediaProbe,
  SubtitleImporter,
  VideoImporter,
];
