import { load as load1 } from 'js-yaml';
import * as jsYamlLib from 'js-yaml';
import { safeLoad as safeLoad2 } from 'js-yaml';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: js-yaml-load
  const first = load1(event.body);
  // ruleid: js-yaml-load
  const second = jsYamlLib.load(event.body);
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: js-yaml-safe-load
  const first = safeLoad2(event.body);
  // ruleid: js-yaml-safe-load
  const second = jsYamlLib.safeLoad(event.body);
  return [first, second];
};
