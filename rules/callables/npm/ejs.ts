import { render as render1 } from 'ejs';
import * as ejsLib from 'ejs';
import { render as render2 } from 'ejs';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: ejs-render
  const first = render1(view, JSON.parse(event.body));
  // ruleid: ejs-render
  const second = ejsLib.render(view, JSON.parse(event.body));
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: ejs-compile
  const first = render2(event.body);
  // ruleid: ejs-compile
  const second = ejsLib.render(event.body);
  return [first, second];
};
