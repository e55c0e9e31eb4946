import pathToRegexpMain from 'path-to-regexp';
import { pathToRegexp as pathToRegexp2 } from 'path-to-regexp';
import * as pathToRegexpLib from 'path-to-regexp';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: path-to-regexp
  return pathToRegexpMain(event.body);
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: path-to-regexp-compile
  const first = pathToRegexp2(event.body);
  // ruleid: path-to-regexp-compile
  const second = pathToRegexpLib.pathToRegexp(event.body);
  return [first, second];
};
