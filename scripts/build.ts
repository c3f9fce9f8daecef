/**
 * Compiles the TypeScript trees to dist/ with swc, the same compiler and options that the tests use.
 * `--if-stale` does nothing when dist/ was built from exactly these sources.
 */
import { transformFile } from '@swc/core';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const TREES = ['src', 'migrations', 'scripts', 'test/fakes', 'test/support', 'openapi/client'];
const DIST = path.join(ROOT, 'dist');
const STAMP = path.join(DIST, '.build-stamp');
const SETTINGS = ['.swcrc', 'package.json', 'scripts/build.ts'];

const isSource = (file: string) =>
  file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.endsWith('.spec.ts');

async function sourceFiles(): Promise<string[]> {
  const found: string[] = [];
  for (const tree of TREES) {
    const directory = path.join(ROOT, tree);
    if (!existsSync(directory)) continue;
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (entry.isFile() && isSource(entry.name)) found.push(path.join(entry.parentPath, entry.name));
    }
  }
  return found.sort();
}

async function stampOf(files: string[]): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const file of [...files, ...SETTINGS.map((name) => path.join(ROOT, name))]) {
    const { mtimeMs, size } = await stat(file);
    hash.update(`${path.relative(ROOT, file)}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}

async function compile(file: string): Promise<void> {
  const target = path.join(DIST, path.relative(ROOT, file)).replace(/\.ts$/, '.js');
  const { code, map } = await transformFile(file, {
    swcrc: true,
    sourceFileName: path.relative(path.dirname(target), file),
  });
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
  if (map) await writeFile(`${target}.map`, map);
}

async function main(): Promise<void> {
  const files = await sourceFiles();
  const stamp = await stampOf(files);
  const isFresh = existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === stamp;
  if (process.argv.includes('--if-stale') && isFresh) return;
  await rm(DIST, { recursive: true, force: true });
  await mkdir(DIST, { recursive: true });
  await Promise.all(files.map(compile));
  await copyFile(path.join(ROOT, 'package.json'), path.join(DIST, 'package.json'));
  await writeFile(STAMP, stamp);
  process.stdout.write(`Built ${files.length} files into dist/\n`);
}

await main();
