import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/common/access/actor.js';
import type { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import type { StreamOffer } from '../../src/modules/search/providers/search-provider.js';
import { parseReleaseName } from '../../src/modules/search/release/release-name.js';
import { SearchSource } from '../../src/modules/search/search-source.entity.js';
import { SearchTitle } from '../../src/modules/search/search-title.entity.js';
import { Search } from '../../src/modules/search/search.entity.js';

const MAGNET = 'magnet:?xt=urn:btih:c9e15763f722f23e98a29decdfae341b98d53056';
const OFFER: StreamOffer = {
  service: 'netflix',
  serviceName: 'Netflix',
  access: 'subscription',
  region: 'US',
  link: null,
};

const newSearch = (ownerId: string): Partial<Search> & Pick<Search, 'id'> => ({
  id: randomUUID(),
  ownerId,
  query: 'Nosferatu',
  mediaType: 'movie',
  year: 1922,
  qualityPreference: 'any',
  status: 'completed',
  createdAt: new Date(),
  deadlineAt: new Date(),
  completedAt: new Date(),
});

const newTitle = (searchId: string): Partial<SearchTitle> & Pick<SearchTitle, 'id' | 'searchId'> => ({
  searchId,
  id: randomUUID(),
  keys: ['nosferatu'],
  title: 'Nosferatu',
  year: 1922,
  mediaType: 'movie',
  runtimeMinutes: 94,
  isIdentified: true,
  foundBy: ['jackett'],
  rank: 0,
});

const newSource = (
  { id: titleId, searchId }: Pick<SearchTitle, 'id' | 'searchId'>,
  releaseName: string,
): Partial<SearchSource> => ({
  id: randomUUID(),
  searchId,
  titleId,
  identity: randomUUID(),
  provider: 'jackett',
  foundBy: ['jackett'],
  kind: 'torrent',
  releaseName,
  magnetLink: MAGNET,
  sizeBytes: 6_000_000_000,
  seeders: 20,
  attributes: parseReleaseName(releaseName),
  score: 0,
  reasons: [],
  foundAt: new Date(),
});

/** A search for Nosferatu that has ended, with releases of these names and a stream. Answers with its id. */
export async function storeSearch(uow: UnitOfWork, owner: Actor, names: readonly string[]): Promise<string> {
  const search = newSearch(owner.id);
  const title = newTitle(search.id);
  const stream = { ...newSource(title, 'Netflix'), kind: 'stream' as const, offer: OFFER, magnetLink: null };
  await uow.run(async () => {
    await uow.repository(Search).insert(search);
    await uow.repository(SearchTitle).insert(title);
    await uow.repository(SearchSource).insert([...names.map((name) => newSource(title, name)), stream]);
  });
  return search.id;
}
