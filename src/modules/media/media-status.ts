/** Whether a title can be watched: nobody has it, it is on its way, or it has a file. */
export const MediaStatus = { Wanted: 'wanted', Downloading: 'downloading', Available: 'available' } as const;
export type MediaStatus = (typeof MediaStatus)[keyof typeof MediaStatus];
