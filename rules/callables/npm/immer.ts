import { applyPatches as applyPatches1 } from 'immer';
import * as immerLib from 'immer';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: immer-apply-patches
  const first = applyPatches1({}, JSON.parse(event.body));
  // ruleid: immer-apply-patches
  const second = immerLib.applyPatches({}, JSON.parse(event.body));
  return [first, second];
};
