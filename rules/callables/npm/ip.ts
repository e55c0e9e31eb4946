import { isPrivate as isPrivate1 } from 'ip';
import * as ipLib from 'ip';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: ip-is-private
  const first = isPrivate1(event.body);
  // ruleid: ip-is-private
  const second = ipLib.isPrivate(event.body);
  return [first, second];
};
