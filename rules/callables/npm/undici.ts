import { request as request1 } from 'undici';
import * as undiciLib from 'undici';
import { fetch as fetch2 } from 'undici';
import { Headers as Headers3 } from 'undici';
import { ProxyAgent as ProxyAgent4 } from 'undici';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: undici-request
  const first = request1(event.body);
  // ruleid: undici-request
  const second = undiciLib.request(event.body);
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: undici-fetch
  const first = fetch2(event.body);
  // ruleid: undici-fetch
  const second = undiciLib.fetch(event.body);
  return [first, second];
};

export const case2 = async (event: APIGatewayEvent) => {
  // ruleid: undici-headers
  const first = new Headers3(event.headers);
  // ruleid: undici-headers
  const second = new undiciLib.Headers(event.headers);
  return [first, second];
};

export const case3 = async (event: APIGatewayEvent) => {
  // ruleid: undici-proxy
  const first = new ProxyAgent4(event.body);
  // ruleid: undici-proxy
  const second = new undiciLib.ProxyAgent(event.body);
  return [first, second];
};
