import { Injectable } from '@nestjs/common';
import { LibraryConfig } from '../../../common/config/library.config.js';
import { describeFfprobe } from './describe-ffprobe.js';
import type { ProbedMedia } from './describe-media.js';
import { runFfprobe } from './ffprobe.js';
import { probe } from './probe.js';

const OFF = 'off';

/** Finds out what is in a video file: with ffprobe where that is installed, else with the built-in MediaInfo. */
@Injectable()
export class MediaProbe {
  constructor(private readonly config: LibraryConfig) {}

  /** Throws ImportFailedError when neither finds a video. */
  async probe(file: string, signal: AbortSignal): Promise<ProbedMedia> {
    const { ffprobe } = this.config;
    const output = ffprobe === OFF ? null : await runFfprobe(ffprobe, file, signal);
    return (output && describeFfprobe(output, file)) ?? probe(file, signal);
  }
}
