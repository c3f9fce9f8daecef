declare module '../../common/events/event-map.js' {
  interface EventMap {
    'media.file_added': { media_id: string; file_id: string };
  }
}

export type MediaEventName = 'media.file_added';
