import { get as get1 } from 'axios';
import * as axiosLib from 'axios';
import { postForm as postForm4 } from 'axios';
import { formToJSON as formToJSON5 } from 'axios';

export const case0 = async (event: APIGatewayEvent) => {
  // ruleid: axios-request
  const first = get1(event.body);
  // ruleid: axios-request
  const second = axiosLib.get(event.body);
  return [first, second];
};

export const case1 = async (event: APIGatewayEvent) => {
  // ruleid: axios-body
  const first = postForm4('https://a.example', JSON.parse(event.body));
  // ruleid: axios-body
  const second = axiosLib.postForm('https://a.example', JSON.parse(event.body));
  return [first, second];
};

export const case2 = async (event: APIGatewayEvent) => {
  // ruleid: axios-form-to-json
  const first = formToJSON5(event.body);
  // ruleid: axios-form-to-json
  const second = axiosLib.formToJSON(event.body);
  return [first, second];
};
