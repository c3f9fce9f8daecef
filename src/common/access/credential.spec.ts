import { credentialOf } from './credential.js';

describe('credentialOf', () => {
  it.each([
    ['an access token', { authorization: 'Bearer a.b.c' }, { kind: 'bearer', value: 'a.b.c' }],
    ['an API key as bearer', { authorization: 'bearer sk_1_2' }, { kind: 'api_key', value: 'sk_1_2' }],
    ['an API key header', { 'x-api-key': 'sk_1_2' }, { kind: 'api_key', value: 'sk_1_2' }],
    ['a session cookie', { cookie: 'a=b; sokoul_session=s3; c=d' }, { kind: 'session_cookie', value: 's3' }],
  ])('finds %s', (_name, headers, expected) => {
    expect(credentialOf(headers)).toEqual(expected);
  });

  it('prefers what a script sets to what a browser adds', () => {
    const cookie = 'sokoul_session=s3';
    expect(credentialOf({ authorization: 'Bearer a.b.c', 'x-api-key': 'sk_1', cookie })?.kind).toBe('bearer');
    expect(credentialOf({ 'x-api-key': 'sk_1', cookie })?.kind).toBe('api_key');
  });

  it.each([
    ['nothing', {}],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['an empty cookie', { cookie: 'sokoul_session=' }],
    ['a cookie whose name only ends alike', { cookie: 'not_sokoul_session=1' }],
  ])('finds none in %s', (_name, headers) => {
    expect(credentialOf(headers)).toBeUndefined();
  });
});
