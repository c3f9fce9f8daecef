import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderSecurityPage } from '../../scripts/security-page.js';
import type { ApiDocument } from '../../scripts/security-page.js';

const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8');

describe('docs/security.md', () => {
  const page = read('docs/security.md');
  const document = JSON.parse(read('openapi/sokoul.json')) as ApiDocument;

  it('prints the access table and the limits as they are (npm run openapi writes them)', () => {
    expect(renderSecurityPage(page, document)).toBe(page);
  });

  it('leaves no route without an entry', () => {
    expect(page).not.toContain('| not listed |');
  });
});
