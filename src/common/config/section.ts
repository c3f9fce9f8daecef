import type { z } from 'zod';

/** One environment variable: how it is read, and what an operator must know about it. */
export interface Variable<T = unknown> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly description: string;
  /** A secret may also be given as a file: `NAME_FILE=/run/secrets/name`. */
  readonly isSecret: boolean;
}

type Values<S extends Record<string, Variable>> = {
  readonly [K in keyof S]: S[K] extends Variable<infer T> ? T : never;
};

export interface SectionClass<V = object> {
  new (values: never): V;
  readonly title: string;
  readonly variables: Record<string, Variable>;
}

export function variable<T>(name: string, schema: z.ZodType<T>, description: string): Variable<T> {
  return { name, schema, description, isSecret: false };
}

export function secret<T>(name: string, schema: z.ZodType<T>, description: string): Variable<T> {
  return { name, schema, description, isSecret: true };
}

/** A base class whose instances carry the typed values; the subclass is the injection token. */
export function configSection<S extends Record<string, Variable>>(
  title: string,
  variables: S,
): SectionClass<Values<S>> {
  class Section {
    static readonly title = title;
    static readonly variables = variables;
    constructor(values: Values<S>) {
      Object.assign(this, values);
      Object.freeze(this);
    }
  }
  return Section as unknown as SectionClass<Values<S>>;
}
