import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { portOf } from './listening.js';

const LOOPBACK = '127.0.0.1';
const OVERSIZE_BYTES = 1024 * 1024;

export type OpenAiMode =
  | 'ok'
  | 'garbage'
  | 'not-json'
  | 'wrong-count'
  | 'hang'
  | 'http-500'
  | 'oversize'
  | 'prose-around-json'
  | 'redirect';

/** One question as it arrived. */
export interface SeenCompletion {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: CompletionRequest;
}

export interface CompletionRequest {
  readonly model: string;
  readonly temperature: number;
  readonly response_format: { readonly type: string };
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

export interface NumberedName {
  readonly n: number;
  readonly name: string;
}

export interface FakeOpenAiServer {
  /** Base of the API, as it is configured. */
  readonly url: string;
  readonly requests: readonly SeenCompletion[];
  /** How questions are answered from now on. */
  mode: OpenAiMode;
  /** What it thinks of a release, 0 to 100. */
  judge: (release: NumberedName) => number;
  /** Called with each question before it is answered. */
  onRequest: () => Promise<void>;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

const completion = (content: string): Answer => ({
  status: 200,
  body: JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_771_000_000,
    model: 'fake',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  }),
});

function scoresOf({ messages }: CompletionRequest, judge: FakeOpenAiServer['judge']) {
  const { releases } = JSON.parse(messages.at(-1)?.content ?? '') as { releases: NumberedName[] };
  return releases.map((release) => ({ n: release.n, score: judge(release), reason: 'as the name says' }));
}

function answer(
  request: CompletionRequest,
  { mode, judge }: Pick<FakeOpenAiServer, 'mode' | 'judge'>,
): Answer {
  const scores = scoresOf(request, judge);
  switch (mode) {
    case 'garbage':
      return { status: 200, body: '{"choices": [{"message": {"content": ' };
    case 'not-json':
      return completion('The first release fits best.');
    case 'wrong-count':
      return completion(JSON.stringify({ scores: scores.slice(1) }));
    case 'http-500':
      return {
        status: 500,
        body: JSON.stringify({ error: { message: 'overloaded', type: 'server_error' } }),
      };
    case 'oversize':
      return completion(JSON.stringify({ scores, padding: 'x'.repeat(OVERSIZE_BYTES) }));
    case 'prose-around-json':
      return completion(`Here you are:\n\`\`\`json\n${JSON.stringify({ scores })}\n\`\`\``);
    case 'redirect':
      return { status: 302, body: '' };
    case 'ok':
    case 'hang':
      return completion(JSON.stringify({ scores }));
  }
}

async function readJson(request: IncomingMessage): Promise<CompletionRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as CompletionRequest;
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(status === 302 ? { location: '/elsewhere' } : {}),
  });
  response.end(body);
}

/** The chat completions of an OpenAI-compatible API on 127.0.0.1; it can be told to misbehave. */
export async function startOpenAiServer(): Promise<FakeOpenAiServer> {
  const requests: SeenCompletion[] = [];
  const state: Pick<FakeOpenAiServer, 'mode' | 'judge' | 'onRequest'> = {
    mode: 'ok',
    judge: () => 50,
    onRequest: () => Promise.resolve(),
  };
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readJson(request);
    const { url = '', headers, method } = request;
    requests.push({ path: `${method} ${url}`, authorization: headers.authorization, body });
    await state.onRequest();
    if (state.mode === 'hang') return; // until the client gives up or the server closes
    send(response, answer(body, state));
  };
  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return Object.assign(state, { url: `http://${LOOPBACK}:${portOf(server)}/v1`, requests, close });
}
