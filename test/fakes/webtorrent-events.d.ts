import 'webtorrent';

declare module 'webtorrent' {
  interface TorrentEvents {
    /** A tracker has answered an announcement. */
    trackerAnnounce: [];
  }
}
