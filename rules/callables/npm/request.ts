import requestMain from 'request';
import { get as get2 } from 'request';
import * as requestLib from 'request';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: request
  return requestMain(event.body);
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: request-methods
  const first = get2(event.body);
  // ruleid: request-methods
  const second = requestLib.get(event.body);
  return [first, second];
};
