import { spawn } from 'node:child_process';
import { bareEnvironment } from '../../../common/config/child-environment.js';
import { errorCode } from '../../../common/errors/error-code.js';

const TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 8 * 1024 ** 2;
/** Containers only: a playlist that is called film.mkv must not make it open what the playlist names. */
const FORMATS = 'matroska,webm,mov,mp4,3gp,avi,mpegts,mpeg,asf,flv,ogg,mpegvideo,h264,hevc';
const GUARDS = ['-v', 'error', '-protocol_whitelist', 'file', '-format_whitelist', FORMATS];
const STREAMS = ['-show_format', '-show_streams'];
/** HDR10+ shows in the frames alone; the first one does. */
const FIRST_FRAME = ['-select_streams', 'v:0', '-show_frames', '-read_intervals', '%+#1'];

/** What the program says, as JSON. */
export interface FfprobeOutput {
  readonly streams: unknown;
  readonly firstFrame: unknown;
}

/** Null when the program is not there, or does not understand the file. Rejects with the signal's reason. */
export async function runFfprobe(
  program: string,
  file: string,
  signal: AbortSignal,
): Promise<FfprobeOutput | null> {
  const streams = await run(program, STREAMS, file, signal);
  return streams === null ? null : { streams, firstFrame: await run(program, FIRST_FRAME, file, signal) };
}

async function run(program: string, question: string[], file: string, signal: AbortSignal): Promise<unknown> {
  signal.throwIfAborted();
  try {
    const timeout = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    return JSON.parse(
      await outputOf(program, [...GUARDS, ...question, '-of', 'json', `file:${file}`], timeout),
    );
  } catch (error) {
    signal.throwIfAborted();
    if (errorCode(error) === 'ENOENT' || error instanceof FfprobeFailure || isUnreadable(error)) return null;
    throw error;
  }
}

class FfprobeFailure extends Error {}

const isUnreadable = (error: unknown): boolean =>
  error instanceof SyntaxError || errorCode(error) === 'ABORT_ERR' || errorCode(error) === 'EACCES';

/** The arguments are ours but for the path, which comes after `file:`; no shell sees them. */
function outputOf(program: string, args: string[], signal: AbortSignal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = spawn(program, args, {
    env: bareEnvironment(),
    signal,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  const chunks: Buffer[] = [];
  let length = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= MAX_OUTPUT_BYTES) chunks.push(chunk);
    else child.kill('SIGKILL');
  });
  child.once('error', reject);
  child.once('close', (code) => {
    if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
    else reject(new FfprobeFailure(`It ended with ${code}`));
  });
  return promise;
}
