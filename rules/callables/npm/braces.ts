import bracesMain from 'braces';
import { expand as expand2 } from 'braces';
import * as bracesLib from 'braces';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: braces
  return bracesMain(event.body);
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: braces-expand
  const first = expand2(event.body);
  // ruleid: braces-expand
  const second = bracesLib.expand(event.body);
  return [first, second];
};
