import { compile as compile1 } from 'pug';
import * as pugLib from 'pug';
import { compile as compile2 } from 'pug';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: pug-compile
  const first = compile1(event.body);
  // ruleid: pug-compile
  const second = pugLib.compile(event.body);
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: pug-options
  const first = compile2(view, JSON.parse(event.body));
  // ruleid: pug-options
  const second = pugLib.compile(view, JSON.parse(event.body));
  return [first, second];
};
