import { Netmask as Netmask1 } from 'netmask';
import * as netmaskLib from 'netmask';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: netmask-netmask
  const first = new Netmask1(event.body);
  // ruleid: netmask-netmask
  const second = new netmaskLib.Netmask(event.body);
  return [first, second];
};
