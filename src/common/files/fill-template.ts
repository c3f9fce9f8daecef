import type { TemplateNode } from './path-template.js';

const SEPARATORS_AT_END = /[\s._-]+$/;
const SEPARATORS_AT_START = /^[\s._-]+/;

/**
 * One part of a path with its values, not yet a safe name. What has no value vanishes with the brackets around it and the
 * separators before it, so that `{title} ({year}) - {resolution}` of a film without year is `Title - 1080p`.
 */
export function fillTemplate(
  nodes: readonly TemplateNode[],
  values: Readonly<Record<string, string | null>>,
): string {
  let text = '';
  let isAfterGap = false;
  for (const node of nodes) {
    const piece = pieceOf(node, values);
    if (piece === null) {
      text = text.replace(SEPARATORS_AT_END, '');
      isAfterGap ||= text === '';
    } else {
      text += isAfterGap && text === '' ? piece.replace(SEPARATORS_AT_START, '') : piece;
    }
  }
  return text;
}

/** Null when it has no value. */
function pieceOf(node: TemplateNode, values: Readonly<Record<string, string | null>>): string | null {
  if (node.kind === 'text') return node.text;
  if (node.kind === 'value') return valueOf(values[node.name]);
  if (node.nodes.some((one) => one.kind !== 'text') && !hasValue(node.nodes, values)) return null;
  return `${node.open}${fillTemplate(node.nodes, values)}${node.close}`;
}

function hasValue(nodes: readonly TemplateNode[], values: Readonly<Record<string, string | null>>): boolean {
  return nodes.some((node) => node.kind !== 'text' && pieceOf(node, values) !== null);
}

/** Blanks are no value. */
function valueOf(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
