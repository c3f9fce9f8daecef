import { NotFoundException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { NotFoundError } from './common.errors.js';
import { describeError } from './describe-error.js';

describe('describeError', () => {
  it('gives a refusal its status, code and facts', () => {
    expect(describeError(new NotFoundError('Media', '1'))).toEqual({
      status: 404,
      code: 'NOT_FOUND',
      message: 'Media not found',
      details: { id: '1' },
    });
  });

  it('knows a route that does not exist', () => {
    expect(describeError(new NotFoundException('Cannot GET /x'))).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });

  it('says nothing about the inside', () => {
    const answer = describeError(new Error('password of db is hunter2'));
    expect(answer).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it('tells a database that is away from one that refuses a statement', () => {
    const failed = (code: string) =>
      new QueryFailedError('SELECT 1', [], Object.assign(new Error('x'), { code }));
    expect(describeError(failed('57P01'))).toMatchObject({ status: 503, code: 'DATABASE_ERROR' });
    expect(describeError(failed('22P02'))).toMatchObject({ status: 500 });
  });

  it('passes on what the body parser refuses', () => {
    expect(
      describeError(Object.assign(new Error('request entity too large'), { status: 413 })),
    ).toMatchObject({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
    });
  });
});
