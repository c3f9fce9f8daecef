/** The classes of addresses that nothing untrusted may reach. */
export type AddressRefusal =
  | 'loopback'
  | 'private'
  | 'link-local'
  | 'cgnat'
  | 'ula'
  | 'unspecified'
  | 'multicast'
  | 'broadcast'
  | 'reserved'
  | 'documentation'
  | 'discard'
  | 'site-local'
  | '6to4'
  | 'teredo'
  | 'ipv4-mapped'
  | 'metadata'
  | 'own-address';

/** Why a URL is refused before or instead of being contacted. */
export type UrlRefusal =
  AddressRefusal | 'invalid' | 'scheme' | 'credentials' | 'port' | 'loopback-name' | 'internal-name';
