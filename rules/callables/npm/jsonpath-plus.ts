import { JSONPath as JSONPath1 } from 'jsonpath-plus';
import * as jsonpathPlusLib from 'jsonpath-plus';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: jsonpath-plus-path
  const first = JSONPath1({ path: event.body, json: {} });
  // ruleid: jsonpath-plus-path
  const second = jsonpathPlusLib.JSONPath({ path: event.body, json: {} });
  return [first, second];
};
