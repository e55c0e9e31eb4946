import { set as set1 } from 'json-pointer';
import * as jsonPointerLib from 'json-pointer';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: json-pointer-set
  const first = set1({}, event.body);
  // ruleid: json-pointer-set
  const second = jsonPointerLib.set({}, event.body);
  return [first, second];
};
