import { AddressList } from './address-list.js';

const from = (ipAddress: string | undefined, isLocal = false) => ({ ipAddress, isLocal });

describe('the list of addresses', () => {
  it('lets everybody in when it is empty', () => {
    expect(AddressList.of([]).allows(from('203.0.113.1'))).toBe(true);
    expect(AddressList.of([]).allows(from(undefined))).toBe(true);
  });

  it('lets in only what one of its ranges holds', () => {
    const list = AddressList.of(['10.0.0.0/8', '2001:db8::1/128']);
    expect(list.allows(from('10.9.9.9'))).toBe(true);
    expect(list.allows(from('::ffff:10.9.9.9'))).toBe(true);
    expect(list.allows(from('2001:db8::1'))).toBe(true);
    expect(list.allows(from('2001:db8::2'))).toBe(false);
    expect(list.allows(from('203.0.113.1'))).toBe(false);
    expect(list.allows(from(undefined))).toBe(false);
  });

  it('always lets in the machine itself', () => {
    expect(AddressList.of(['10.0.0.0/8']).allows(from('127.0.0.1', true))).toBe(true);
    expect(AddressList.of(['10.0.0.0/8']).allows(from('127.0.0.1', false))).toBe(false);
  });

  it('fails rather than skip a rule that it cannot read', () => {
    expect(() => AddressList.of(['10.0.0.0/8', 'nonsense'])).toThrow(/nonsense/);
  });
});
