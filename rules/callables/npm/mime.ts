import { lookup as lookup1 } from 'mime';
import * as mimeLib from 'mime';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: mime-lookup
  const first = lookup1(event.body);
  // ruleid: mime-lookup
  const second = mimeLib.lookup(event.body);
  return [first, second];
};
