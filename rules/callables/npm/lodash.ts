import { merge as merge1 } from 'lodash';
import * as lodashLib from 'lodash';
import { set as set2 } from 'lodash';
import { template as template3 } from 'lodash';
import { trim as trim4 } from 'lodash';
import { words as words5 } from 'lodash';
import { unset as unset6 } from 'lodash';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: lodash-merge
  const first = merge1({}, JSON.parse(event.body));
  // ruleid: lodash-merge
  const second = lodashLib.merge({}, JSON.parse(event.body));
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: lodash-set
  const first = set2({}, event.body);
  // ruleid: lodash-set
  const second = lodashLib.set({}, event.body);
  return [first, second];
};

export const case2 = async (event: APIGatewayEvent) => {
  // ruleid: lodash-template
  const first = template3(event.body);
  // ruleid: lodash-template
  const second = lodashLib.template(event.body);
  return [first, second];
};

export const case3 = async (event: APIGatewayEvent) => {
  // ruleid: lodash-trim
  const first = trim4(event.body);
  // ruleid: lodash-trim
  const second = lodashLib.trim(event.body);
  return [first, second];
};

export const case4 = async (event: APIGatewayEvent) => {
  // ruleid: lodash-words
  const first = words5(event.body);
  // ruleid: lodash-words
  const second = lodashLib.words(event.body);
  return [first, second];
};

export const case5 = async (event: APIGatewayEvent) => {
  // ruleid: lodash-unset
  const first = unset6({}, event.body);
  // ruleid: lodash-unset
  const second = lodashLib.unset({}, event.body);
  return [first, second];
};
