import { redactText } from '../../common/logging/redact.js';
import { isSecretName } from './secret-names.js';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

const MASK = '***';
const MAX_TEXT = 2000;
const MAX_ITEMS = 100;
const MAX_DEPTH = 8;
const MAX_BYTES = 16 * 1024;
const MAX_NAMED_FIELDS = 50;

/** A text that PostgreSQL can store (no NUL, no lone surrogates), without secrets of URLs, cut at `max` characters. */
export function toAuditText(text: string, max = MAX_TEXT): string {
  const short = text.length > max ? `${text.slice(0, max)}…` : text;
  return redactText(short.replaceAll('\u0000', '').toWellFormed());
}

function fromField(name: string, value: unknown, depth: number): Json | undefined {
  const isTelling = value !== null && value !== undefined && typeof value !== 'boolean';
  return isTelling && isSecretName(name) ? MASK : toJson(value, depth);
}

function fromObject(value: object, depth: number): Json {
  if ('toJSON' in value && typeof value.toJSON === 'function') return toJson(value.toJSON(), depth) ?? null;
  if (depth >= MAX_DEPTH) return '…';
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map((item: unknown) => toJson(item, depth + 1) ?? null);
    return value.length > MAX_ITEMS ? [...items, `… ${value.length - MAX_ITEMS} more`] : items;
  }
  const fields = Object.entries(value).map(
    ([name, item]) => [name, fromField(name, item, depth + 1)] as const,
  );
  const kept = fields.filter((field): field is readonly [string, Json] => field[1] !== undefined);
  return Object.fromEntries(kept.slice(0, MAX_ITEMS).map(([name, item]) => [toAuditText(name), item]));
}

function toJson(value: unknown, depth: number): Json | undefined {
  switch (typeof value) {
    case 'string':
      return toAuditText(value);
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? null : fromObject(value, depth);
    default:
      return undefined;
  }
}

/** A value as the trail may keep it: secrets masked at any depth, texts and lists cut, 16 KiB at most. */
export function toAuditValue(value: object | null | undefined): JsonObject | null {
  if (value === null || value === undefined) return null;
  const json = fromObject(value, 0);
  const object = typeof json === 'object' && json !== null && !Array.isArray(json) ? json : { value: json };
  const sizeBytes = Buffer.byteLength(JSON.stringify(object));
  if (sizeBytes <= MAX_BYTES) return object;
  const fields = Object.keys(object).slice(0, MAX_NAMED_FIELDS);
  return { is_truncated: true, size_bytes: sizeBytes, fields: fields.map((name) => name.slice(0, 100)) };
}
