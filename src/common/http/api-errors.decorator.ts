import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { DomainError } from '../errors/domain-error.js';
import { STATUS_BY_KIND } from '../errors/error-status.js';
import { ErrorResponse } from './error.response.js';

type DomainErrorClass = abstract new (...args: never[]) => DomainError;

function sampleOf(errorClass: DomainErrorClass): DomainError {
  const sample: unknown = Reflect.construct(errorClass, []);
  if (sample instanceof DomainError) return sample;
  throw new Error(`${errorClass.name} is not a DomainError`);
}

/** Documents the refusals of a route: one response per status, its codes listed. */
export function ApiErrors(...classes: DomainErrorClass[]): ClassDecorator & MethodDecorator {
  const codes = new Map<number, string[]>();
  for (const { kind, code } of classes.map(sampleOf)) {
    const status = STATUS_BY_KIND[kind];
    codes.set(status, [...(codes.get(status) ?? []), `\`${code}\``]);
  }
  return applyDecorators(
    ...[...codes].map(([status, names]) =>
      ApiResponse({ status, type: ErrorResponse, description: names.join(', ') }),
    ),
  );
}
