import gotMain from 'got';
import { get as get2 } from 'got';
import * as gotLib from 'got';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: got
  return gotMain(event.body);
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: got-methods
  const first = get2(event.body);
  // ruleid: got-methods
  const second = gotLib.get(event.body);
  return [first, second];
};
