import { inetLatency as inetLatency1 } from 'systeminformation';
import * as systeminformationLib from 'systeminformation';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: systeminformation-command
  const first = inetLatency1(event.body);
  // ruleid: systeminformation-command
  const second = systeminformationLib.inetLatency(event.body);
  return [first, second];
};
