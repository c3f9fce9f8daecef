import path from 'node:path';

/** `Film.CD1`, `Film - part 2`: one film in several files. */
const PART = /[\s._-]+(?:cd|disc|disk|part|pt)[\s._-]?(\d{1,2})(?=$|[\s._-])/iu;

interface NamedFile {
  readonly path: string;
}

export interface FeaturePart<File> {
  readonly file: File;
  /** 1, 2, …; null when the film is one file. */
  readonly part: number | null;
}

/** The film among the videos, largest first: the largest, and the other parts of the same film when it is one of several. */
export function chooseFeature<File extends NamedFile>(videos: readonly File[]): FeaturePart<File>[] {
  const [largest] = videos;
  if (!largest) return [];
  const feature = splitPart(largest);
  if (feature.part === null) return [{ file: largest, part: null }];
  const parts = videos
    .map((file) => ({ file, ...splitPart(file) }))
    .filter(({ part, rest }) => part !== null && rest === feature.rest)
    .sort((a, b) => (a.part ?? 0) - (b.part ?? 0));
  return parts.length === 1
    ? [{ file: largest, part: null }]
    : parts.map(({ file, part }) => ({ file, part }));
}

function splitPart({ path: full }: NamedFile): { part: number | null; rest: string } {
  const stem = path.posix.parse(full).name;
  const digits = PART.exec(stem)?.[1];
  return { part: digits === undefined ? null : Number(digits), rest: stem.replace(PART, '').toLowerCase() };
}
