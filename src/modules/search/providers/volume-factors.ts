interface VolumeFactors {
  readonly download: number | null;
  readonly upload: number | null;
}

/** What flags such as `freeleech` say of the share that a private site counts; null where they say nothing. */
export function factorsOf(flags: readonly string[]): VolumeFactors {
  const known = new Set(flags.map((flag) => flag.toLowerCase().replace(/[^a-z0-9]/g, '')));
  const isNeutral = known.has('neutralleech');
  const isFree = isNeutral || known.has('freeleech');
  const download = isFree ? 0 : known.has('halfleech') ? 0.5 : null;
  const upload = isNeutral ? 0 : known.has('doubleupload') ? 2 : null;
  return { download, upload };
}
