import { XMLParser } from 'fast-xml-parser';
import { ProviderError } from '../provider.errors.js';

const MAX_DEPTH = 32;
const ATTRIBUTE = '@_';
const TEXT = '#text';

// Values stay strings: an info hash such as 0e12… must not become a number.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE,
  textNodeName: TEXT,
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  allowBooleanAttributes: true,
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MAX_DEPTH,
});

/** What XML 1.0 does not allow, yet feeds contain. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufeff\ufffe\uffff]/g;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One element, without regard to namespaces: `torznab:attr` and `newznab:attr` are both `attr`. */
export class XmlElement {
  constructor(private readonly content: unknown) {}

  children(name: string): XmlElement[] {
    if (!isRecord(this.content)) return [];
    const found = this.content[name];
    if (found === undefined) return [];
    return (Array.isArray(found) ? found : [found]).map((child) => new XmlElement(child));
  }

  child(name: string): XmlElement | undefined {
    return this.children(name)[0];
  }

  attribute(name: string): string | undefined {
    const value = isRecord(this.content) ? this.content[`${ATTRIBUTE}${name}`] : undefined;
    return typeof value === 'string' ? value.trim() : undefined;
  }

  get text(): string {
    const value = isRecord(this.content) ? this.content[TEXT] : this.content;
    return typeof value === 'string' ? value.trim() : '';
  }
}

export interface XmlDocument {
  readonly rootName: string;
  readonly root: XmlElement;
}

/** Reads a document leniently. Refuses what is not XML, and any DOCTYPE: a feed needs none, and entities hide bombs. */
export function parseXml(text: string): XmlDocument {
  const cleaned = text.replace(FORBIDDEN, '').trimStart();
  if (!cleaned.startsWith('<') || /<!DOCTYPE/i.test(cleaned)) throw notXml();
  let content: unknown;
  try {
    content = parser.parse(cleaned);
  } catch (cause) {
    throw notXml(cause);
  }
  const [entry] = isRecord(content) ? Object.entries(content).filter(([name]) => name !== TEXT) : [];
  if (!entry) throw notXml();
  return { rootName: entry[0], root: new XmlElement(entry[1]) };
}

const notXml = (cause?: unknown) =>
  new ProviderError('PROVIDER_RESPONSE_INVALID', 'The answer of the provider is not a Torznab document', {
    cause,
  });
