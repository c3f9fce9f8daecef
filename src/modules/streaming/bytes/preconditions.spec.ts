import { checkPreconditions, rangeApplies } from './preconditions.js';

const validators = { etag: '"a-1"', lastModified: new Date('2026-02-15T15:28:37.900Z') };
const undated = { etag: '"a-1"', lastModified: null };
const SAME = 'Sun, 15 Feb 2026 15:28:37 GMT';
const BEFORE = 'Sun, 15 Feb 2026 15:28:36 GMT';
const AFTER = 'Sun, 15 Feb 2026 15:28:38 GMT';

describe('checkPreconditions', () => {
  it.each([
    [{}, 'proceed'],
    [{ 'if-none-match': '"a-1"' }, 'not_modified'],
    [{ 'if-none-match': 'W/"a-1"' }, 'not_modified'],
    [{ 'if-none-match': '"x", "a-1"' }, 'not_modified'],
    [{ 'if-none-match': '*' }, 'not_modified'],
    [{ 'if-none-match': '"x,y"' }, 'proceed'],
    [{ 'if-none-match': 'a-1' }, 'proceed'],
    [{ 'if-none-match': '"x"', 'if-modified-since': AFTER }, 'proceed'],
    [{ 'if-modified-since': SAME }, 'not_modified'],
    [{ 'if-modified-since': AFTER }, 'not_modified'],
    [{ 'if-modified-since': BEFORE }, 'proceed'],
    [{ 'if-modified-since': 'yesterday' }, 'proceed'],
    [{ 'if-match': '"a-1"' }, 'proceed'],
    [{ 'if-match': '*' }, 'proceed'],
    [{ 'if-match': 'W/"a-1"' }, 'failed'],
    [{ 'if-match': '"x"' }, 'failed'],
    [{ 'if-match': '"x"', 'if-none-match': '"a-1"' }, 'failed'],
    [{ 'if-unmodified-since': BEFORE }, 'failed'],
    [{ 'if-unmodified-since': SAME }, 'proceed'],
    [{ 'if-match': '"a-1"', 'if-unmodified-since': BEFORE }, 'proceed'],
  ])('%j: %s', (headers, verdict) => {
    expect(checkPreconditions(headers, validators)).toBe(verdict);
  });

  it('judges no date where there is none', () => {
    expect(checkPreconditions({ 'if-modified-since': AFTER }, undated)).toBe('proceed');
    expect(checkPreconditions({ 'if-unmodified-since': BEFORE }, undated)).toBe('proceed');
  });
});

describe('rangeApplies', () => {
  it.each([
    [undefined, true],
    ['"a-1"', true],
    [' "a-1" ', true],
    ['"x"', false],
    ['W/"a-1"', false],
    [SAME, true],
    [BEFORE, false],
    [AFTER, false],
    ['', false],
    ['nonsense', false],
  ])('If-Range %j: %s', (header, applies) => {
    expect(rangeApplies(header, validators)).toBe(applies);
  });

  it('never applies by date where there is none', () => {
    expect(rangeApplies(SAME, undated)).toBe(false);
  });
});
