/** The generated parts of docs/security.md: who may call what, and how often. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ACCESS_TABLE } from '../src/app/access-table.js';
import { RATE_LIMITS } from '../src/common/config/rate-limits.js';
import type { Allowance, RateLimit } from '../src/common/config/rate-limits.js';

interface Operation {
  readonly operationId: string;
  readonly 'x-rate-limit'?: { readonly name: string };
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const WINDOWS: Readonly<Record<number, string>> = { 60: 'minute', 3600: 'hour' };

function rate(allowance: Allowance | undefined): string {
  if (!allowance) return '–';
  return `${allowance.requests} / ${WINDOWS[allowance.seconds] ?? `${allowance.seconds / 60} minutes`}`;
}

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;

function accessTable({ paths }: ApiDocument): string[] {
  const sorted = Object.entries(paths).sort(([one], [other]) => (one < other ? -1 : 1));
  const rows = sorted.flatMap(([route, operations]) =>
    Object.entries(operations).map(([method, operation]) =>
      row(
        `\`${method.toUpperCase()} ${route}\``,
        ACCESS_TABLE[operation.operationId] ?? 'not listed',
        operation['x-rate-limit']?.name ?? '',
      ),
    ),
  );
  return [row('route', 'who', 'limit'), row('---', '---', '---'), ...rows];
}

function limitsTable(): string[] {
  const rows = Object.entries<RateLimit>(RATE_LIMITS).map(([name, { user, address }]) =>
    row(`\`${name}\``, rate(user), rate(address)),
  );
  return [row('limit', 'by user', 'by address'), row('---', '---', '---'), ...rows];
}

function withSection(page: string, name: string, lines: readonly string[]): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [before, rest] = page.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/security.md has no section between ${start} and ${end}`);
  return `${before}${start}\n\n${lines.join('\n')}\n\n${end}${after}`;
}

/** The page with its generated sections brought up to date. */
export function renderSecurityPage(page: string, document: ApiDocument): string {
  const withAccess = withSection(page, 'access-table', accessTable(document));
  return withSection(withAccess, 'rate-limits', limitsTable());
}

export async function writeSecurityPage(root: string): Promise<void> {
  const file = path.join(root, 'docs/security.md');
  const document = JSON.parse(await readFile(path.join(root, 'openapi/sokoul.json'), 'utf8')) as ApiDocument;
  await writeFile(file, renderSecurityPage(await readFile(file, 'utf8'), document));
}
