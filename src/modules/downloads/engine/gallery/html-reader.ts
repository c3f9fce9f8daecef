import { setImmediate as nextTurn } from 'node:timers/promises';
import sax from 'sax';
import type { Parser } from 'sax';

/** Receives a page, piece by piece; names are in lower case, character references are resolved. */
export interface HtmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** Only for the elements of READ_ELEMENTS. */
  close(name: string): void;
  /** Where the innermost open element is one of READ_ELEMENTS. */
  text(text: string, parent: string): void;
  /** The whole text of a script. */
  script(text: string, type: string): void;
}

/** Elements whose content and end mean something here. All others are void for the reader, which makes broken nesting harmless. */
const READ_ELEMENTS = new Set([
  ...['a', 'picture', 'video', 'audio', 'time', 'title', 'script'],
  ...['article', 'figure', 'li', 'section', 'tr'],
]);
const MAX_DEPTH = 8;
/** So much is read before others get their turn. */
const CHUNK_CHARACTERS = 64 * 1024;
const ROOT = '<sokoul-page>';

/**
 * Reads a page, however broken, in time that grows with its length alone. Gives other work its turn, and rejects with the
 * signal's reason or with what the handler throws.
 */
export async function readHtml(html: string, handler: HtmlHandler, signal: AbortSignal): Promise<void> {
  const parser = parserFor(handler);
  // The parser expects one root, plain ends of scripts, and processing instructions that end as in XML.
  const text = ROOT + html.replace(/<\/script(?![\w-])[^>]*>?/gi, '</script>').replace(/<\?[^>]*>?/g, '');
  for (let at = 0; at < text.length; at += CHUNK_CHARACTERS) {
    signal.throwIfAborted();
    parser.write(text.slice(at, at + CHUNK_CHARACTERS));
    await nextTurn();
  }
  parser.close();
}

function parserFor(handler: HtmlHandler): Parser {
  const parser = sax.parser(false, { lowercase: true, position: false });
  // Pages are bounded already, and carry whole pictures in attributes.
  parser.bufferCheckPosition = Infinity;
  let scriptType = '';
  // Text comes after the end of its element was seen, so the parser's own list is a step ahead.
  let parent = '';
  parser.onopentag = ({ name, attributes }) => {
    // The root stays; of what is open, only so much that looking for an end stays cheap.
    if (parser.tags.length > 1 && !READ_ELEMENTS.has(name)) parser.tags.pop();
    if (parser.tags.length > MAX_DEPTH) parser.tags.splice(1, parser.tags.length - MAX_DEPTH);
    if (name === 'script') scriptType = attributes['type'] ?? '';
    if (READ_ELEMENTS.has(name)) parent = name;
    handler.open(name, attributes);
  };
  parser.onclosetag = (name) => {
    parent = parser.tags.at(-1)?.name ?? '';
    if (READ_ELEMENTS.has(name)) handler.close(name);
  };
  parser.ontext = (text) => {
    if (READ_ELEMENTS.has(parent)) handler.text(text, parent);
  };
  parser.onscript = (text) => handler.script(text, scriptType);
  return parser;
}
