/** Bodies in the shape that plex.tv's version 2 API answers with; names, ids and tokens are made up. */

export interface FakePlexAccount {
  readonly id: number;
  readonly username: string;
  readonly email: string;
  readonly confirmed?: boolean;
  /** Machine identifiers of the servers that it owns or that are shared with it. */
  readonly servers?: readonly string[];
}

export interface FakePin {
  readonly id: number;
  readonly code: string;
  readonly clientIdentifier: string;
  readonly createdAt: Date;
  readonly expiresIn: number;
  authToken: string | null;
}

const seconds = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

export const pinBody = (pin: FakePin) => ({
  id: pin.id,
  code: pin.code,
  product: 'Sokoul',
  trusted: false,
  qr: `https://plex.tv/api/v2/pins/qr/${pin.code}`,
  clientIdentifier: pin.clientIdentifier,
  location: {
    code: 'GB',
    european_union_member: false,
    continent_code: 'EU',
    country: 'United Kingdom',
    city: 'London',
    time_zone: 'Europe/London',
    postal_code: 'N19',
    in_privacy_restricted_country: true,
    subdivisions: 'England',
    coordinates: '51.000, -1',
  },
  expiresIn: pin.expiresIn,
  createdAt: seconds(pin.createdAt),
  expiresAt: seconds(new Date(pin.createdAt.getTime() + pin.expiresIn * 1000)),
  authToken: pin.authToken,
  newRegistration: pin.authToken === null ? null : false,
});

export const userBody = ({ id, username, email, confirmed = true }: FakePlexAccount, authToken: string) => ({
  id,
  uuid: id.toString(16).padStart(16, '0'),
  username,
  title: username,
  email,
  friendlyName: '',
  locale: null,
  confirmed,
  emailOnlyAuth: false,
  hasPassword: true,
  protected: false,
  thumb: `https://plex.tv/users/${id.toString(16).padStart(16, '0')}/avatar?c=1`,
  authToken,
  mailingListStatus: 'unsubscribed',
  mailingListActive: false,
  scrobbleTypes: '',
  country: 'GB',
  subscription: { active: false, subscribedAt: null, status: 'Inactive', paymentService: null, plan: null },
  restricted: false,
  anonymous: null,
  home: false,
  guest: false,
  homeSize: 1,
  homeAdmin: false,
  maxHomeSize: 15,
  twoFactorEnabled: false,
});

const resource = (clientIdentifier: string, provides: string, token: string) => ({
  name: 'Box',
  product: provides === 'server' ? 'Plex Media Server' : 'Plex Web',
  productVersion: '1.41.0.8994',
  platform: 'Linux',
  platformVersion: '6.8',
  device: 'Docker Container',
  clientIdentifier,
  createdAt: '2021-01-01T12:12:24Z',
  lastSeenAt: '2022-01-01T13:43:34Z',
  provides,
  ownerId: null,
  sourceTitle: null,
  publicAddress: '192.0.2.2',
  accessToken: `${token}-of-server`,
  owned: false,
  home: false,
  synced: false,
  relay: true,
  presence: true,
  httpsRequired: false,
  publicAddressMatches: false,
  connections: [],
});

/** The account's servers, and a player of it. */
export const resourcesBody = ({ servers = [] }: FakePlexAccount, token: string) => [
  resource('a-web-player', 'client,player', token),
  ...servers.map((id) => resource(id, 'server', token)),
];

export const errorBody = (code: number, message: string, status: number) => ({
  errors: [{ code, message, status }],
});
