import { eval as eval1 } from 'mathjs';
import * as mathjsLib from 'mathjs';
import { config as config2 } from 'mathjs';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: mathjs-evaluate
  const first = eval1(event.body);
  // ruleid: mathjs-evaluate
  const second = mathjsLib.eval(event.body);
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: mathjs-config
  const first = config2(JSON.parse(event.body));
  // ruleid: mathjs-config
  const second = mathjsLib.config(JSON.parse(event.body));
  return [first, second];
};
