import { toAvailability } from './availability.js';

describe('toAvailability', () => {
  it.each([
    ['unavailable', { media: undefined, inPlex: null, requestId: null }],
    ['unavailable', { media: { id: 'm', status: 'wanted' }, inPlex: false, requestId: null }],
    ['requested', { media: { id: 'm', status: 'wanted' }, inPlex: null, requestId: 'r' }],
    ['downloading', { media: { id: 'm', status: 'downloading' }, inPlex: false, requestId: 'r' }],
    ['available', { media: { id: 'm', status: 'downloading' }, inPlex: true, requestId: 'r' }],
    ['available', { media: { id: 'm', status: 'available' }, inPlex: false, requestId: null }],
  ])('is %s for %j', (status, known) => {
    expect(toAvailability(known)).toEqual({
      status,
      mediaId: known.media?.id ?? null,
      inPlex: known.inPlex,
      requestId: known.requestId,
    });
  });
});
