import { set as set1 } from 'dot-prop';
import * as dotPropLib from 'dot-prop';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: dot-prop-set
  const first = set1({}, event.body, 1);
  // ruleid: dot-prop-set
  const second = dotPropLib.set({}, event.body, 1);
  return [first, second];
};
