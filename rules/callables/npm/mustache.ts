import { render as render1 } from 'mustache';
import * as mustacheLib from 'mustache';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: mustache-render
  const first = render1(view, JSON.parse(event.body));
  // ruleid: mustache-render
  const second = mustacheLib.render(view, JSON.parse(event.body));
  return [first, second];
};
