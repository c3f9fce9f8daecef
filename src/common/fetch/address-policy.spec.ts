import { networkInterfaces } from 'node:os';
import { classifyAddress, refusalOfAddress } from './address-policy.js';

describe('classifyAddress', () => {
  it.each([
    '8.8.8.8',
    '93.184.216.34',
    '172.32.0.1',
    '100.128.0.1',
    '2607:f8b0:4004:c07::64',
    '2a00:1450:4001:82b::200e',
    '64:ff9b::808:808',
  ])('lets the public address %s through', (address) => {
    expect(classifyAddress(address)).toBeUndefined();
  });

  it.each([
    ['127.0.0.1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['169.254.169.254', 'link-local'],
    ['100.64.0.1', 'cgnat'],
    ['100.127.255.255', 'cgnat'],
    ['168.63.129.16', 'metadata'],
    ['192.0.0.192', 'reserved'],
    ['192.0.2.1', 'documentation'],
    ['198.18.0.1', 'reserved'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::127.0.0.1', 'loopback'],
    ['::808:808', 'reserved'],
    ['::8.8.8.8', 'ipv4-mapped'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:8.8.8.8', 'ipv4-mapped'],
    ['::ffff:0:169.254.169.254', 'link-local'],
    ['::ffff:0:8.8.8.8', 'reserved'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b::a9fe:a9fe', 'link-local'],
    ['64:ff9b:1::a00:1', 'private'],
    ['64:ff9b:1::808:808', 'reserved'],
    ['2002:7f00:1::', 'loopback'],
    ['2002:808:808::1', '6to4'],
    ['2001:0:4136:e378:8000:63bf:f5ff:fffe', 'private'],
    ['2001:0:4136:e378:8000:63bf:f7f7:f7f7', 'teredo'],
    ['2001:db8::1', 'documentation'],
    ['3fff::1', 'documentation'],
    ['2001:2::1', 'reserved'],
    ['100::1', 'discard'],
    ['fc00::1', 'ula'],
    ['fd00:ec2::254', 'ula'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['5f00::1', 'reserved'],
    ['4000::1', 'reserved'],
    ['0177.0.0.1', 'reserved'],
    ['example.com', 'reserved'],
    ['', 'reserved'],
  ])('refuses %s as %s', (address, refusal) => {
    expect(classifyAddress(address)).toBe(refusal);
  });
});

describe('refusalOfAddress', () => {
  it('refuses every address of this machine', () => {
    const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address } of own) expect(refusalOfAddress(address)).toBeDefined();
  });
});
