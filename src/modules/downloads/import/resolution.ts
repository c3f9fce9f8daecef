/** Smallest width or height that makes a picture one of this class; films are cropped in height, 4:3 in width. */
const CLASSES = [
  { label: '2160p', width: 3200, height: 1800, score: 98 },
  { label: '1440p', width: 2240, height: 1300, score: 96 },
  { label: '1080p', width: 1700, height: 1000, score: 95 },
  { label: '720p', width: 1200, height: 650, score: 80 },
  { label: '576p', width: 1000, height: 540, score: 65 },
  { label: '480p', width: 640, height: 460, score: 60 },
] as const;

const LOWEST_SCORE = 40;
const HDR_BONUS = 2;

const classOf = (width: number, height: number) =>
  CLASSES.find((one) => width >= one.width || height >= one.height);

/** `1080p` and its like; below the common classes the height itself. */
export const resolutionLabel = (width: number, height: number): string =>
  classOf(width, height)?.label ?? `${height}p`;

interface Picture {
  readonly width: number | null;
  readonly height: number | null;
  readonly isHdr: boolean;
}

/** 0 to 100, by the picture's size and dynamic range. */
export function qualityScore({ width, height, isHdr }: Picture): number {
  if (width === null || height === null) return LOWEST_SCORE;
  return (classOf(width, height)?.score ?? LOWEST_SCORE) + (isHdr ? HDR_BONUS : 0);
}
