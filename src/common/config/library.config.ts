import { configSection, variable } from './section.js';
import { integer, text } from './values.js';

export class LibraryConfig extends configSection('Library and streaming', {
  directory: variable(
    'SOKOUL_LIBRARY_DIR',
    text().optional(),
    'Directory of finished files. Default: library/ in the data directory.',
  ),
  ffprobe: variable(
    'SOKOUL_FFPROBE',
    text().default('ffprobe'),
    'The program ffprobe, which looks into finished videos; off for the built-in MediaInfo. Without the program that is used, too.',
  ),
  streamSessionMinutes: variable(
    'SOKOUL_STREAM_SESSION_MINUTES',
    integer(1, 1440).default(120),
    'Minutes that a stream link is valid.',
  ),
  streamStallSeconds: variable(
    'SOKOUL_STREAM_STALL_SECONDS',
    integer(5, 600).default(60),
    'Seconds that a stream of an unfinished download waits for its next bytes before it ends.',
  ),
}) {}
