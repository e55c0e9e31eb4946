import { validRange as validRange1 } from 'semver';
import * as semverLib from 'semver';
import { satisfies as satisfies2 } from 'semver';
import { Range as Range3 } from 'semver';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: semver-range
  const first = validRange1(event.body);
  // ruleid: semver-range
  const second = semverLib.validRange(event.body);
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: semver-satisfies
  const first = satisfies2("1.0.0", event.body);
  // ruleid: semver-satisfies
  const second = semverLib.satisfies("1.0.0", event.body);
  return [first, second];
};

export const case2 = async (event: APIGatewayEvent) => {
  // ruleid: semver-range-class
  const first = new Range3(event.body);
  // ruleid: semver-range-class
  const second = new semverLib.Range(event.body);
  return [first, second];
};
