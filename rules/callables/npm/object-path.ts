import { set as set1 } from 'object-path';
import * as objectPathLib from 'object-path';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: object-path-set
  const first = set1({}, event.body);
  // ruleid: object-path-set
  const second = objectPathLib.set({}, event.body);
  return [first, second];
};
