import { toStorableJson } from './storable-json.js';

describe('toStorableJson', () => {
  it('replaces what PostgreSQL refuses, and nothing else', () => {
    expect(JSON.parse(toStorableJson([{ name: 'a\ud83cb', other: '\udf89\0' }]))).toEqual([
      { name: 'a\ufffdb', other: '\ufffd\ufffd' },
    ]);
    const fine = [{ name: '🎉 \\u0000 "\n', size: 12, at: new Date(0), none: null }];
    expect(toStorableJson(fine)).toBe(JSON.stringify(fine));
  });
});
