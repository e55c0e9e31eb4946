import { template as template1 } from 'dot';
import * as dotLib from 'dot';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: dot-template
  const first = template1(event.body);
  // ruleid: dot-template
  const second = dotLib.template(event.body);
  return [first, second];
};
