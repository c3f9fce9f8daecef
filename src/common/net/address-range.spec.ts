import { AddressRange, addressGroup } from './address-range.js';

describe('an address range', () => {
  it.each([
    ['192.168.1.100', '192.168.1.100', '192.168.1.100/32'],
    ['192.168.1.100/24', '192.168.1.0/24', '192.168.1.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8:0:0::1', '2001:db8::1', '2001:db8::1/128'],
    ['2001:db8:1:2:3::/48', '2001:db8:1::/48', '2001:db8:1::/48'],
    ['::ffff:10.1.2.3', '10.1.2.3', '10.1.2.3/32'],
    ['::ffff:10.1.2.3/104', '10.0.0.0/8', '10.0.0.0/8'],
  ])('reads %s as %s', (text, shown, cidr) => {
    const range = AddressRange.parse(text);
    expect(range?.toString()).toBe(shown);
    expect(range?.cidr).toBe(cidr);
  });

  it.each([
    '',
    'home',
    '10.0.0',
    '10.0.0.0/33',
    '::/129',
    '010.0.0.1',
    '10.0.0.1/',
    '1.2.3.4/8/8',
    'fe80::1%eth0',
    '::ffff:10.0.0.0/8',
  ])('refuses %p', (text) => {
    expect(AddressRange.parse(text)).toBeNull();
  });

  it.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '::ffff:10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.0/8', '2001:db8::1', false],
    ['10.0.0.0/8', 'unknown', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['192.0.2.7', '192.0.2.7', true],
    ['0.0.0.0/0', '203.0.113.1', true],
    ['192.0.2.128/25', '192.0.2.127', false],
  ])('%s contains %s: %s', (range, address, isInside) => {
    expect(AddressRange.parse(range)?.contains(address)).toBe(isInside);
  });
});

describe('the group an address is counted by', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:bbbb::9', '2001:db8:1:2::/64'],
    ['not an address', 'unknown'],
    [undefined, 'unknown'],
  ])('of %s is %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});
