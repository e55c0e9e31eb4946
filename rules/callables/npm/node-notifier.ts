import { notify as notify1 } from 'node-notifier';
import * as nodeNotifierLib from 'node-notifier';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: node-notifier-notify
  const first = notify1(JSON.parse(event.body));
  // ruleid: node-notifier-notify
  const second = nodeNotifierLib.notify(JSON.parse(event.body));
  return [first, second];
};
