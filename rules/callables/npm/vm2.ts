import { VMScript as VMScript2 } from 'vm2';
import * as vm2Lib from 'vm2';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: vm2-script
  const first = new VMScript2(event.body);
  // ruleid: vm2-script
  const second = new vm2Lib.VMScript(event.body);
  return [first, second];
};
