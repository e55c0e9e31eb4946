import momentMain from 'moment';
import { utc as utc2 } from 'moment';
import * as momentLib from 'moment';
import { duration as duration3 } from 'moment';
import { locale as locale4 } from 'moment';

export const main0 = async (event: APIGatewayEvent) => {
  // ruleid: moment
  return momentMain(event.body);
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: moment-utc
  const first = utc2(event.body);
  // ruleid: moment-utc
  const second = momentLib.utc(event.body);
  return [first, second];
};

export const case2 = async (event: APIGatewayEvent) => {
  // ruleid: moment-duration
  const first = duration3(event.body);
  // ruleid: moment-duration
  const second = momentLib.duration(event.body);
  return [first, second];
};

export const case3 = async (event: APIGatewayEvent) => {
  // ruleid: moment-locale
  const first = locale4(event.body);
  // ruleid: moment-locale
  const second = momentLib.locale(event.body);
  return [first, second];
};
