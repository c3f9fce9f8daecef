import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../../../src/standalone/free-port.js';
import { findNginx, startNginx } from '../../../test/fakes/nginx.js';
import { startFileSite } from './file-site.js';
import { writePayload } from './payload.js';
import type { Payload } from './payload.js';
import type { Source, Sources } from './source.js';
import { TcpGate } from './tcp-gate.js';

/** A connection stores what came at the latest when this much has (engine/http/segment-writer.ts). */
const SEGMENT_BUFFER_BYTES = 1024 * 1024;
const GALLERY_FILES = 8;

export interface WebFilesOptions {
  readonly directory: string;
  readonly count: number;
  readonly sizeBytes: number;
  readonly label: string;
}

/** Single files, served by nginx where it is installed, else by a double. */
export async function startWebFiles({
  directory,
  count,
  sizeBytes,
  label,
}: WebFilesOptions): Promise<Sources> {
  const files = path.join(directory, 'files');
  await mkdir(files, { recursive: true });
  const payloads: Payload[] = [];
  for (let index = 1; index <= count; index += 1) {
    const name = `chaos-file-${index}.bin`;
    payloads.push(await writePayload(path.join(files, name), name, sizeBytes, `${label} ${name}`));
  }
  const program = findNginx();
  const port = await freePort();
  const server = program ? await startNginx(program, { directory, port }) : await startFileSite(files);
  const sources: Source[] = [];
  for (const payload of payloads) {
    const gate = await TcpGate.open('port' in server ? server.port : port);
    sources.push({
      kind: 'http',
      name: payload.name,
      request: { url: `http://127.0.0.1:${gate.port}/${payload.name}`, kind: 'http' },
      payloads: [payload],
      gate,
      bufferBytes: SEGMENT_BUFFER_BYTES,
    });
  }
  return { sources, servedBy: program ? 'nginx' : 'a web server of our own', close: () => server.close() };
}

/** Pages that link to pictures; the pictures of one together are as large as a single file. */
export async function startGalleries({
  directory,
  count,
  sizeBytes,
  label,
}: WebFilesOptions): Promise<Sources> {
  await mkdir(directory, { recursive: true });
  const site = await startFileSite(directory);
  const sources: Source[] = [];
  for (let index = 1; index <= count; index += 1) {
    const payloads: Payload[] = [];
    for (let picture = 1; picture <= GALLERY_FILES; picture += 1) {
      const name = `chaos-gallery-${index}-picture-${picture}.jpg`;
      const bytes = Math.floor(sizeBytes / GALLERY_FILES);
      payloads.push(await writePayload(path.join(directory, name), name, bytes, `${label} ${name}`));
    }
    const page = `chaos-gallery-${index}.html`;
    await writeFile(path.join(directory, page), pageOf(index, payloads));
    const gate = await TcpGate.open(site.port);
    sources.push({
      kind: 'gallery',
      name: page,
      request: { url: `http://127.0.0.1:${gate.port}/${page}`, kind: 'gallery' },
      payloads,
      gate,
      bufferBytes: SEGMENT_BUFFER_BYTES,
    });
  }
  return { sources, servedBy: 'a web server of our own', close: () => site.close() };
}

const pageOf = (index: number, payloads: readonly Payload[]): string => `<!doctype html>
<html><head><title>Chaos gallery ${index}</title></head><body>
${payloads.map(({ name }) => `<p><a href="${name}">${name}</a></p>`).join('\n')}
</body></html>
`;
