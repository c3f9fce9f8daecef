import fc from 'fast-check';
import { BencodeError, decodeBencode } from './bencode.js';

const decode = (text: string) => decodeBencode(Buffer.from(text, 'latin1'));

describe('decodeBencode', () => {
  it('reads every kind of value and ignores what follows', () => {
    expect(decode('d1:ali1ei-2ee1:b3:xyz1:cdeejunk').value).toEqual(
      new Map<string, unknown>([
        ['a', [1, -2]],
        ['b', Buffer.from('xyz')],
        ['c', new Map()],
      ]),
    );
  });

  it('gives the bytes of the values of the outer dictionary as they lie in the input', () => {
    const { raw } = decode('d4:infod1:bi1e1:ai2ee4:name1:xe');
    expect(raw.get('info')?.toString()).toBe('d1:bi1e1:ai2ee');
    expect(raw.get('name')?.toString()).toBe('1:x');
    expect([...raw.keys()]).toEqual(['info', 'name']);
  });

  it('counts the first of a repeated key, in the value and in the bytes', () => {
    const { value, raw } = decode('d1:ai1e1:ai2ee');
    expect(value).toEqual(new Map([['a', 1]]));
    expect(raw.get('a')?.toString()).toBe('i1e');
  });

  it.each([
    '',
    'x',
    'i',
    'ie',
    'i1',
    'i1.5e',
    'i 1e',
    'i99999999999999999e',
    '5:abc',
    '-1:a',
    '9999999999999999:a',
    'l',
    'd',
    'd1:a',
    'di1ei2ee',
    'd1:ae',
  ])('refuses %j', (text) => expect(() => decode(text)).toThrow(BencodeError));

  it('refuses deep nesting and too many values', () => {
    expect(() => decode('l'.repeat(10_000_000))).toThrow('it is nested too deeply');
    expect(() => decode(`l${'le'.repeat(1_000_001)}e`)).toThrow('it has too many values');
  });

  it('answers arbitrary bytes with a value or a refusal, never with anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'dlie0123456789:-ab') }), (text) => {
        try {
          decode(text);
        } catch (error) {
          expect(error).toBeInstanceOf(BencodeError);
        }
      }),
    );
  });
});
