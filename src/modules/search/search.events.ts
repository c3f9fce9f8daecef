declare module '../../common/events/event-map.js' {
  interface EventMap {
    'search.completed': { search_id: string; owner_id: string };
  }
}

export type SearchEventName = 'search.completed';
