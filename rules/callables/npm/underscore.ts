import { template as template1 } from 'underscore';
import * as underscoreLib from 'underscore';
import { flatten as flatten2 } from 'underscore';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: underscore-template
  const first = template1(event.body);
  // ruleid: underscore-template
  const second = underscoreLib.template(event.body);
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: underscore-flatten
  const first = flatten2(JSON.parse(event.body));
  // ruleid: underscore-flatten
  const second = underscoreLib.flatten(JSON.parse(event.body));
  return [first, second];
};
