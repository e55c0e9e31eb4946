import micromatchMain from 'micromatch';
import { braces as braces2 } from 'micromatch';
import * as micromatchLib from 'micromatch';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: micromatch
  return micromatchMain('a', event.body);
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: micromatch-braces
  const first = braces2(event.body);
  // ruleid: micromatch-braces
  const second = micromatchLib.braces(event.body);
  return [first, second];
};
