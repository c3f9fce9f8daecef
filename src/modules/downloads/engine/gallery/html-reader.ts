import { setImmediate as nextTurn } from 'node:timers/promises';
import { Tokenizer } from 'htmlparser2';
import type { TokenizerCallbacks } from 'htmlparser2';

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
  ...['a', 'picture', 'video', 'audio', 'time', 'title'],
  ...['article', 'figure', 'li', 'section', 'tr'],
]);
const MAX_DEPTH = 8;
/** So much is read before others get their turn. */
const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Reads a page, however broken, in time that grows with its length alone. Gives other work its turn, and rejects with the
 * signal's reason or with what the handler throws.
 */
export async function readHtml(html: string, handler: HtmlHandler, signal: AbortSignal): Promise<void> {
  const tokenizer = new Tokenizer({ decodeEntities: true }, new PageTokens(html, handler));
  for (let at = 0; at < html.length; at += CHUNK_CHARACTERS) {
    signal.throwIfAborted();
    tokenizer.write(html.slice(at, at + CHUNK_CHARACTERS));
    await nextTurn();
  }
  tokenizer.end();
}

/** Puts the tokens of a page together. Positions are those in the whole page. A tree would grow with the page's depth. */
class PageTokens implements TokenizerCallbacks {
  /** The elements of READ_ELEMENTS that are open, the innermost last. */
  private open: string[] = [];
  private tag = '';
  private attributes = new Map<string, string>();
  private attribute = '';
  private value: string[] = [];
  private script: string[] | null = null;
  private scriptType = '';
  private words: string[] = [];

  constructor(
    private readonly html: string,
    private readonly handler: HtmlHandler,
  ) {}

  onopentagname(start: number, end: number): void {
    this.tellText();
    this.tag = this.html.slice(start, end).toLowerCase();
    this.attributes = new Map();
  }

  onattribname(start: number, end: number): void {
    this.attribute = this.html.slice(start, end).toLowerCase();
    this.value = [];
  }

  onattribdata(start: number, end: number): void {
    this.value.push(this.html.slice(start, end));
  }

  onattribentity(codepoint: number): void {
    this.value.push(String.fromCodePoint(codepoint));
  }

  /** The first of two attributes of one name counts. */
  onattribend(): void {
    if (!this.attributes.has(this.attribute)) this.attributes.set(this.attribute, this.value.join(''));
  }

  onopentagend(): void {
    const { tag } = this;
    const attributes = Object.fromEntries(this.attributes);
    if (tag === 'script') {
      this.script = [];
      this.scriptType = attributes['type'] ?? '';
    }
    if (READ_ELEMENTS.has(tag)) this.open = [...this.open, tag].slice(-MAX_DEPTH);
    this.handler.open(tag, attributes);
  }

  /** HTML knows no elements that close themselves: the slash means nothing. */
  onselfclosingtag(): void {
    this.onopentagend();
  }

  onclosetag(start: number, end: number): void {
    this.tellText();
    const name = this.html.slice(start, end).toLowerCase();
    if (name === 'script') this.tellScript();
    const at = this.open.lastIndexOf(name);
    if (at === -1) return;
    this.open = this.open.slice(0, at);
    this.handler.close(name);
  }

  ontext(start: number, end: number): void {
    (this.script ?? this.words).push(this.html.slice(start, end));
  }

  ontextentity(codepoint: number): void {
    (this.script ?? this.words).push(String.fromCodePoint(codepoint));
  }

  onend(): void {
    this.tellText();
    this.tellScript();
  }

  /** Comments, declarations and the like say nothing here. */
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}

  private tellScript(): void {
    if (this.script) this.handler.script(this.script.join(''), this.scriptType);
    this.script = null;
  }

  private tellText(): void {
    const parent = this.open.at(-1);
    if (parent !== undefined && this.words.length > 0) this.handler.text(this.words.join(''), parent);
    this.words = [];
  }
}
