import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: string[];
  readonly security?: object[];
  readonly responses: Record<string, { description: string; content?: object }>;
}

interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    schemas: Record<string, { properties?: Record<string, { description?: string; allOf?: object[] }> }>;
  };
}

const FILE = path.resolve(import.meta.dirname, '../../openapi/sokoul.json');
const document = JSON.parse(readFileSync(FILE, 'utf8')) as Document;
const operations = Object.entries(document.paths).flatMap(([route, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${route}`,
    operation,
  })),
);

describe('the OpenAPI document', () => {
  it('names each operation once, as a method name', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([]);
  });

  it.each(operations)('describes $name', ({ operation }) => {
    expect(operation.summary).toMatch(/\w/);
    expect(operation.tags).toHaveLength(1);
    const success = Object.entries(operation.responses).filter(([status]) => /^[23]/.test(status));
    expect(success).not.toHaveLength(0);
    for (const [, { description }] of success) expect(description).toMatch(/\w/);
    if (operation.security?.length) expect(Object.keys(operation.responses)).toContain('401');
  });

  it('describes every field', () => {
    const bare = Object.entries(document.components.schemas).flatMap(([schema, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, { description, allOf }]) => !description && !allOf)
        .map(([field]) => `${schema}.${field}`),
    );
    expect(bare).toEqual([]);
  });

  it('uses snake_case for every field', () => {
    const names = Object.values(document.components.schemas).flatMap(({ properties = {} }) =>
      Object.keys(properties),
    );
    expect(names.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
  });
});
