import { set as set1 } from 'jsonpointer';
import * as jsonpointerLib from 'jsonpointer';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: jsonpointer-set
  const first = set1({}, event.body);
  // ruleid: jsonpointer-set
  const second = jsonpointerLib.set({}, event.body);
  return [first, second];
};
