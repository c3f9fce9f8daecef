declare module '../../common/events/event-map.js' {
  interface EventMap {
    'search.completed': { search_id: string; owner_id: string };
    'search.cancelled': { search_id: string; owner_id: string };
  }
}

export type SearchEventName = 'search.completed' | 'search.cancelled';
