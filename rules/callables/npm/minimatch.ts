import minimatchMain from 'minimatch';
import { filter as filter2 } from 'minimatch';
import * as minimatchLib from 'minimatch';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: minimatch
  return minimatchMain('a', event.body);
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: minimatch-class
  const first = filter2(event.body);
  // ruleid: minimatch-class
  const second = minimatchLib.filter(event.body);
  return [first, second];
};
