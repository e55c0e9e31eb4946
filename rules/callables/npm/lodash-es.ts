import { merge as merge1 } from 'lodash-es';
import * as lodashEsLib from 'lodash-es';
import { set as set2 } from 'lodash-es';
import { template as template3 } from 'lodash-es';
import { trim as trim4 } from 'lodash-es';
import { words as words5 } from 'lodash-es';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: lodash-es-merge
  const first = merge1({}, JSON.parse(event.body));
  // ruleid: lodash-es-merge
  const second = lodashEsLib.merge({}, JSON.parse(event.body));
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: lodash-es-set
  const first = set2({}, event.body);
  // ruleid: lodash-es-set
  const second = lodashEsLib.set({}, event.body);
  return [first, second];
};

export const case2 = async (event: APIGatewayEvent) => {
  // ruleid: lodash-es-template
  const first = template3(event.body);
  // ruleid: lodash-es-template
  const second = lodashEsLib.template(event.body);
  return [first, second];
};

export const case3 = async (event: APIGatewayEvent) => {
  // ruleid: lodash-es-trim
  const first = trim4(event.body);
  // ruleid: lodash-es-trim
  const second = lodashEsLib.trim(event.body);
  return [first, second];
};

export const case4 = async (event: APIGatewayEvent) => {
  // ruleid: lodash-es-words
  const first = words5(event.body);
  // ruleid: lodash-es-words
  const second = lodashEsLib.words(event.body);
  return [first, second];
};
