import { get as get1 } from 'color-string';
import * as colorStringLib from 'color-string';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: color-string-get
  const first = get1(event.body);
  // ruleid: color-string-get
  const second = colorStringLib.get(event.body);
  return [first, second];
};
