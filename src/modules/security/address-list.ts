import type { AdminOrigin } from '../../common/access/admin-network.js';
import { AddressRange } from '../../common/net/address-range.js';

/** Which origins a list of ranges lets in: all when it is empty, and always those on this machine itself. */
export class AddressList {
  private constructor(private readonly ranges: readonly AddressRange[]) {}

  static of(cidrs: readonly string[]): AddressList {
    return new AddressList(cidrs.map(rangeOf));
  }

  allows({ ipAddress, isLocal }: AdminOrigin): boolean {
    if (isLocal || this.ranges.length === 0) return true;
    return ipAddress !== undefined && this.ranges.some((range) => range.contains(ipAddress));
  }
}

/** A rule that can't be read must not be skipped: fewer rules let more people in once none is left. */
function rangeOf(cidr: string): AddressRange {
  const range = AddressRange.parse(cidr);
  if (!range) throw new Error(`Stored address range ${cidr} can't be read`);
  return range;
}
