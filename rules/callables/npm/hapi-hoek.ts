import { clone as clone1 } from '@hapi/hoek';
import * as hoekLib from '@hapi/hoek';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: hapi-hoek-clone
  const first = clone1(JSON.parse(event.body));
  // ruleid: hapi-hoek-clone
  const second = hoekLib.clone(JSON.parse(event.body));
  return [first, second];
};
