import { DatabaseUnavailableError, ForbiddenError, MissingTokenError } from '../errors/common.errors.js';
import type { ActingRequest } from './access.decorators.js';
import { denialOf } from './access-denials.js';

const REQUEST = {
  method: 'PUT',
  path: '/api/v1/admin/users/7',
  route: { path: '/api/v1/admin/users/:user_id' },
} as unknown as ActingRequest;
const ACTOR = { id: 'a' };

describe('denialOf', () => {
  it('tells who was refused at which route and why', () => {
    expect(denialOf({ ...REQUEST, actor: ACTOR } as ActingRequest, new ForbiddenError())).toEqual({
      actor: ACTOR,
      route: '/api/v1/admin/users/:user_id',
      method: 'PUT',
      code: 'FORBIDDEN',
    });
  });

  it('knows callers without a name', () => {
    expect(denialOf(REQUEST, new MissingTokenError())).toMatchObject({ actor: null, code: 'MISSING_TOKEN' });
  });

  it('does not take a database that is away, or a bug, for a refusal', () => {
    expect(denialOf(REQUEST, new DatabaseUnavailableError())).toBeNull();
    expect(denialOf(REQUEST, new Error('bug'))).toBeNull();
  });
});
