import { ValidationPipe } from '@nestjs/common';
import type { ValidationError as FieldError } from 'class-validator';
import { ValidationError } from '../errors/common.errors.js';

const SECRET_FIELD = /password|token|secret|key/i;
const SHOWN_LENGTH = 100;

interface Problem {
  field: string;
  problems: string[];
  received?: string | number | boolean | null;
}

function shown(field: string, value: unknown): Pick<Problem, 'received'> {
  if (SECRET_FIELD.test(field)) return {};
  if (typeof value === 'string') return { received: value.slice(0, SHOWN_LENGTH) };
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? { received: value } : {};
}

function flatten(errors: FieldError[], prefix = ''): Problem[] {
  return errors.flatMap(({ property, constraints, children, value }) => {
    const field = `${prefix}${property}`;
    const own = constraints ? [{ field, problems: Object.values(constraints), ...shown(field, value) }] : [];
    return [...own, ...flatten(children ?? [], `${field}.`)];
  });
}

/** Refuses unknown and malformed fields; the first is named in `details`, all of them in `details.fields`. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    exceptionFactory: (errors) => {
      const fields = flatten(errors);
      const [first] = fields;
      if (!first) return new ValidationError('The request is malformed');
      const { problems, ...where } = first;
      return new ValidationError(problems[0] ?? 'The request is malformed', { ...where, fields });
    },
  });
}
