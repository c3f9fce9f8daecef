/** A piece of one part of a path. A group in brackets vanishes when nothing in it has a value. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'group'; readonly open: string; readonly close: string; readonly nodes: TemplateNode[] };

/** The parts of a relative path, each a list of pieces. */
export type PathTemplate = readonly (readonly TemplateNode[])[];

/** A template that can't be used; the message says why and is for people. */
export class PathTemplateError extends Error {
  override readonly name = 'PathTemplateError';
}

/** `{{` and `}}` are the brackets themselves. */
const TOKEN = /\{\{|\}\}|\{([a-z_]{1,32})\}|[()[\]]|[^(){}[\]]+|[{}]/g;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{{': '}}' };
const MAX_LENGTH = 500;
const MAX_PARTS = 8;
/** What some file system refuses, and what no name may begin or end with. */
const FORBIDDEN_TEXT = /[<>:"\\|?*\p{C}]/u;
const DOTTED = /^\s*\.|[.\s]$|^\s/;

/**
 * Reads `Movies/{title} ({year})/{title} - {resolution}`. Throws PathTemplateError for unknown names, for what could leave the
 * directory that the path is below, and for text that no file system takes.
 */
export function parsePathTemplate(template: string, names: readonly string[]): PathTemplate {
  if (template.length > MAX_LENGTH) refuse(`must have ${MAX_LENGTH} characters at most`);
  const parts = template.split('/');
  if (parts.length > MAX_PARTS) refuse(`must have ${MAX_PARTS} parts at most`);
  return parts.map((part) => {
    if (part.trim() === '') refuse('must not begin or end with /, nor have two of them together');
    if (DOTTED.test(part))
      refuse('must not have parts that begin with a dot or end with one, nor with a space');
    return parsePart(part, names);
  });
}

/** The names of the values in it, in order. */
export function namesIn(nodes: readonly TemplateNode[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'group') return namesIn(node.nodes);
    return node.kind === 'value' ? [node.name] : [];
  });
}

function parsePart(part: string, names: readonly string[]): TemplateNode[] {
  const root: TemplateNode[] = [];
  const open: { bracket: string; nodes: TemplateNode[] }[] = [];
  const nodes = () => open.at(-1)?.nodes ?? root;
  for (const [token, name] of part.matchAll(TOKEN)) {
    const group = open.at(-1);
    if (name !== undefined) nodes().push({ kind: 'value', name: known(name, names) });
    else if (token in CLOSING) open.push({ bracket: token, nodes: [] });
    else if (group !== undefined && CLOSING[group.bracket] === token) {
      open.pop();
      nodes().push({ kind: 'group', open: shown(group.bracket), close: shown(token), nodes: group.nodes });
    } else nodes().push(textNode(token));
  }
  if (open.length > 0) refuse('has a bracket that is not closed');
  return root;
}

const shown = (bracket: string): string => bracket.slice(0, 1);

function known(name: string, names: readonly string[]): string {
  if (!names.includes(name))
    refuse(`knows no {${name}}; there are ${names.map((one) => `{${one}}`).join(', ')}`);
  return name;
}

function textNode(text: string): TemplateNode {
  if (text === '{' || text === '}') refuse('has a { or } that belongs to no name; write {{ for the bracket');
  if (/^[)\]]$|^\}\}$/.test(text)) refuse('closes a bracket that is not open');
  if (FORBIDDEN_TEXT.test(text)) refuse('must not contain any of < > : " \\ | ? * and no control characters');
  return { kind: 'text', text };
}

function refuse(problem: string): never {
  throw new PathTemplateError(problem);
}
