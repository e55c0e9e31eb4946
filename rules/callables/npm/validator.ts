import { isHSL as isHSL1 } from 'validator';
import * as validatorLib from 'validator';
import { escape as escape2 } from 'validator';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: validator-check
  const first = isHSL1(event.body);
  // ruleid: validator-check
  const second = validatorLib.isHSL(event.body);
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: validator-sanitise
  const first = escape2(event.body);
  // ruleid: validator-sanitise
  const second = validatorLib.escape(event.body);
  return [first, second];
};
