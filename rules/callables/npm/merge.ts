import mergeMain from 'merge';
import { recursive as recursive2 } from 'merge';
import * as mergeLib from 'merge';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: merge
  return mergeMain({}, JSON.parse(event.body));
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: merge-recursive
  const first = recursive2({}, JSON.parse(event.body));
  // ruleid: merge-recursive
  const second = mergeLib.recursive({}, JSON.parse(event.body));
  return [first, second];
};
