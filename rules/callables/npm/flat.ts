import { unflatten as unflatten1 } from 'flat';
import * as flatLib from 'flat';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: flat-unflatten
  const first = unflatten1(JSON.parse(event.body));
  // ruleid: flat-unflatten
  const second = flatLib.unflatten(JSON.parse(event.body));
  return [first, second];
};
