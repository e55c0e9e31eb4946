import { merge as merge1 } from 'hoek';
import * as hoekLib from 'hoek';
import { clone as clone2 } from 'hoek';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: hoek-merge
  const first = merge1({}, JSON.parse(event.body));
  // ruleid: hoek-merge
  const second = hoekLib.merge({}, JSON.parse(event.body));
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: hoek-clone
  const first = clone2(JSON.parse(event.body));
  // ruleid: hoek-clone
  const second = hoekLib.clone(JSON.parse(event.body));
  return [first, second];
};
