import { compile as compile1 } from 'handlebars';
import * as handlebarsLib from 'handlebars';
import { registerPartial as registerPartial2 } from 'handlebars';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: handlebars-compile
  const first = compile1(event.body);
  // ruleid: handlebars-compile
  const second = handlebarsLib.compile(event.body);
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: handlebars-partial
  const first = registerPartial2("part", event.body);
  // ruleid: handlebars-partial
  const second = handlebarsLib.registerPartial("part", event.body);
  return [first, second];
};
