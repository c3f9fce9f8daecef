import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { DomainError } from '../errors/domain-error.js';
import { STATUS_BY_KIND } from '../errors/error-status.js';
import { ErrorResponse } from './error.response.js';

type DomainErrorClass = abstract new (...args: never[]) => DomainError;
type CodesByStatus = ReadonlyMap<number, readonly string[]>;

const DOCUMENTED = Symbol('DOCUMENTED_ERRORS');

function sampleOf(errorClass: DomainErrorClass): DomainError {
  const sample: unknown = Reflect.construct(errorClass, []);
  if (sample instanceof DomainError) return sample;
  throw new Error(`${errorClass.name} is not a DomainError`);
}

/** The codes of `classes` beside those that another decorator of the same route has named already. */
function codesOf(classes: DomainErrorClass[], known: CodesByStatus): CodesByStatus {
  const codes = new Map(known);
  for (const { kind, code } of classes.map(sampleOf)) {
    const status = STATUS_BY_KIND[kind];
    codes.set(status, [...new Set([...(codes.get(status) ?? []), code])]);
  }
  return codes;
}

const describe = (codes: readonly string[]): string => codes.map((code) => `\`${code}\``).join(', ');

/** Documents the refusals of a route: one response per status, its codes listed. May be used more than once. */
export function ApiErrors(...classes: DomainErrorClass[]): MethodDecorator {
  return (target: object, key: string | symbol, descriptor: PropertyDescriptor) => {
    const known: CodesByStatus = Reflect.getOwnMetadata(DOCUMENTED, target, key) ?? new Map();
    const codes = codesOf(classes, known);
    Reflect.defineMetadata(DOCUMENTED, codes, target, key);
    const responses = [...codes].map(([status, names]) =>
      ApiResponse({ status, type: ErrorResponse, description: describe(names) }),
    );
    applyDecorators(...responses)(target, key, descriptor);
  };
}
