import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from './project-root.js';
import { startProwlarrServer } from './prowlarr-server.js';
import type { FakeProwlarrServer } from './prowlarr-server.js';

const CONTRACT = path.resolve(PROJECT_ROOT, '../shared/contracts/prowlarr/openapi.json');

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Where a value is not what the schema says; the part of JSON Schema that Prowlarr's document uses. */
function problemsOf(value: unknown, schema: Schema, schemas: Record<string, Schema>, at = ''): string[] {
  if (schema.$ref !== undefined)
    return problemsOf(value, schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas, at);
  if (value === null) return schema.nullable ? [] : [`${at} is null`];
  if (schema.enum) return schema.enum.includes(String(value)) ? [] : [`${at} is ${String(value)}`];
  switch (schema.type) {
    case 'array': {
      if (!Array.isArray(value)) return [`${at} is no list`];
      return value.flatMap((item, index) => problemsOf(item, schema.items ?? {}, schemas, `${at}/${index}`));
    }
    case 'object':
      return Object.entries(value as object).flatMap(([name, property]) => {
        const known = schema.properties?.[name];
        return known ? problemsOf(property, known, schemas, `${at}/${name}`) : [`${at}/${name} is unknown`];
      });
    case 'integer':
      return Number.isInteger(value) ? [] : [`${at} is no integer`];
    default:
      return typeof value === schema.type ? [] : [`${at} is no ${schema.type}`];
  }
}

const describeWithContract = existsSync(CONTRACT) ? describe : describe.skip;

describeWithContract('the double of Prowlarr, against the document of the real one', () => {
  let prowlarr: FakeProwlarrServer;
  beforeAll(async () => {
    const release = {
      title: 'Nosferatu 1922 1080p BluRay-PUBDOM',
      infoHash: 'a'.repeat(40),
      magnet: `magnet:?xt=urn:btih:${'a'.repeat(40)}`,
      sizeBytes: 1_000_000_000,
      seeders: 3,
      peers: 4,
    };
    prowlarr = await startProwlarrServer([
      { id: 1, name: 'Public', releases: [release, { ...release, magnetIn: 'guid' }] },
      { id: 2, name: 'Private', privacy: 'private', releases: [release] },
      { id: 3, name: 'Failing', mode: 'hidden-failure' },
      { id: 4, name: 'Paused', disabledTill: '2999-01-01T00:00:00Z' },
    ]);
  });
  afterAll(() => prowlarr.close());

  it.each([
    '/ping',
    '/api/v1/system/status',
    '/api/v1/indexer',
    '/api/v1/search?query=nosferatu&indexerIds=1',
    '/api/v1/search?query=nosferatu&indexerIds=2',
    '/api/v1/search?query=nosferatu&indexerIds=3',
    '/api/v1/indexerstatus',
  ])('answers %s as documented', async (address) => {
    const document = JSON.parse(readFileSync(CONTRACT, 'utf8')) as {
      paths: Record<
        string,
        { get: { responses: { 200: { content: { 'application/json': { schema: Schema } } } } } }
      >;
      components: { schemas: Record<string, Schema> };
    };
    const answer = await fetch(`${prowlarr.url}${address}`, { headers: { 'x-api-key': prowlarr.apiKey } });
    const { pathname } = new URL(address, prowlarr.url);
    const schema = document.paths[pathname]?.get.responses[200].content['application/json'].schema;
    expect(schema).toBeDefined();
    expect(problemsOf(await answer.json(), schema ?? {}, document.components.schemas)).toEqual([]);
  });
});
