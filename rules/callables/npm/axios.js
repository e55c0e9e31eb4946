const other = require('./other');
const axiosLib = require('axios');
const { get: get1 } = require('axios');
const axios = require('axios');
const { postForm: postForm4 } = require('axios');
const { formToJSON: formToJSON5 } = require('axios');

exports.case1 = async (event) => {
  // ruleid: axios-request
  return axiosLib.get(event.body);
};

exports.case2 = async (event) => {
  // ok: axios-request
  return other.get(event.body);
};

exports.case3 = async (event) => {
  // ruleid: axios-request
  return axiosLib.delete(event.body);
};

exports.case4 = async (event) => {
  // ok: axios-request
  return other.delete(event.body);
};

exports.case5 = async (event) => {
  // ruleid: axios-request
  return axiosLib.head(event.body);
};

exports.case6 = async (event) => {
  // ok: axios-request
  return other.head(event.body);
};

exports.case7 = async (event) => {
  // ruleid: axios-request
  return axiosLib.options(event.body);
};

exports.case8 = async (event) => {
  // ok: axios-request
  return other.options(event.body);
};

exports.case9 = async (event) => {
  // ruleid: axios-request
  return axiosLib.post(event.body);
};

exports.case10 = async (event) => {
  // ok: axios-request
  return other.post(event.body);
};

exports.case11 = async (event) => {
  // ruleid: axios-request
  return axiosLib.put(event.body);
};

exports.case12 = async (event) => {
  // ok: axios-request
  return other.put(event.body);
};

exports.case13 = async (event) => {
  // ruleid: axios-request
  return axiosLib.patch(event.body);
};

exports.case14 = async (event) => {
  // ok: axios-request
  return other.patch(event.body);
};

exports.case15 = async (event) => {
  // ruleid: axios-request
  return get1(event.body);
};

exports.case16 = async (event) => {
  // ok: axios-request
  return axiosLib.get('text');
};

exports.case17 = async (event) => {
  const object = axios.create({ timeout: 10 });
  // ruleid: axios-instance
  return object.get(event.body);
};

exports.case18 = async (event) => {
  const object = other.make();
  // ok: axios-instance
  return object.get(event.body);
};

exports.case19 = async (event) => {
  const object = axios.create({ timeout: 10 });
  // ruleid: axios-instance
  return object.delete(event.body);
};

exports.case20 = async (event) => {
  const object = other.make();
  // ok: axios-instance
  return object.delete(event.body);
};

exports.case21 = async (event) => {
  const object = axios.create({ timeout: 10 });
  // ruleid: axios-instance
  return object.head(event.body);
};

exports.case22 = async (event) => {
  const object = other.make();
  // ok: axios-instance
  return object.head(event.body);
};

exports.case23 = async (event) => {
  const object = axios.create({ timeout: 10 });
  // ruleid: axios-instance
  return object.options(event.body);
};

exports.case24 = async (event) => {
  const object = other.make();
  // ok: axios-instance
  return object.options(event.body);
};

exports.case25 = async (event) => {
  const object = axios.create({ timeout: 10 });
  // ruleid: axios-instance
  return object.post(event.body);
};

exports.case26 = async (event) => {
  const object = other.make();
  // ok: axios-instance
  return object.post(event.body);
};

exports.case27 = async (event) => {
  const object = axios.create({ timeout: 10 });
  // ruleid: axios-instance
  return object.put(event.body);
};

exports.case28 = async (event) => {
  const object = other.make();
  // ok: axios-instance
  return object.put(event.body);
};

exports.case29 = async (event) => {
  const object = axios.create({ timeout: 10 });
  // ruleid: axios-instance
  return object.patch(event.body);
};

exports.case30 = async (event) => {
  const object = other.make();
  // ok: axios-instance
  return object.patch(event.body);
};

exports.case31 = async (event) => {
  const object = axios.create({ timeout: 10 });
  // ruleid: axios-instance
  return object.request(event.body);
};

exports.case32 = async (event) => {
  const object = other.make();
  // ok: axios-instance
  return object.request(event.body);
};

exports.case33 = async (event) => {
  const object = axios.create({ timeout: 10 });
  // ok: axios-instance
  return object.get('text');
};

exports.case34 = async (event) => {
  // ruleid: axios-call
  return axios({ method: "get", url: event.body });
};

exports.case35 = async (event) => {
  // ruleid: axios-call
  return axios(event.body);
};

exports.case36 = async (event) => {
  // ruleid: axios-call
  return axios.request({ url: event.body });
};

exports.case37 = async (event) => {
  // ruleid: axios-call
  return axios.request(JSON.parse(event.body));
};

exports.case38 = async (event) => {
  // ok: axios-call
  return axios({ method: "get", url: "https://a.example" });
};

exports.case39 = async (event) => {
  // ok: axios-call
  return axios("https://a.example");
};

exports.case40 = async (event) => {
  // ok: axios-call
  return other({ url: event.body });
};

exports.case41 = async (event) => {
  // ok: axios-call
  return other.request({ url: event.body });
};

exports.case42 = async (event) => {
  // ruleid: axios-body
  return axiosLib.postForm('https://a.example', JSON.parse(event.body));
};

exports.case43 = async (event) => {
  // ok: axios-body
  return other.postForm('https://a.example', JSON.parse(event.body));
};

exports.case44 = async (event) => {
  // ruleid: axios-body
  return axiosLib.putForm('https://a.example', JSON.parse(event.body));
};

exports.case45 = async (event) => {
  // ok: axios-body
  return other.putForm('https://a.example', JSON.parse(event.body));
};

exports.case46 = async (event) => {
  // ruleid: axios-body
  return axiosLib.patchForm('https://a.example', JSON.parse(event.body));
};

exports.case47 = async (event) => {
  // ok: axios-body
  return other.patchForm('https://a.example', JSON.parse(event.body));
};

exports.case48 = async (event) => {
  // ruleid: axios-body
  return axiosLib.toFormData('https://a.example', JSON.parse(event.body));
};

exports.case49 = async (event) => {
  // ok: axios-body
  return other.toFormData('https://a.example', JSON.parse(event.body));
};

exports.case50 = async (event) => {
  // ruleid: axios-body
  return postForm4('https://a.example', JSON.parse(event.body));
};

exports.case51 = async (event) => {
  // ok: axios-body
  return axiosLib.postForm('https://a.example', 'text');
};

exports.case52 = async (event) => {
  // ruleid: axios-form-to-json
  return axiosLib.formToJSON(event.body);
};

exports.case53 = async (event) => {
  // ok: axios-form-to-json
  return other.formToJSON(event.body);
};

exports.case54 = async (event) => {
  // ruleid: axios-form-to-json
  return formToJSON5(event.body);
};

exports.case55 = async (event) => {
  // ok: axios-form-to-json
  return axiosLib.formToJSON('text');
};

exports.case56 = async (event) => {
  // ruleid: axios-merge-config
  return axios.create(JSON.parse(event.body));
};

exports.case57 = async (event) => {
  // ruleid: axios-merge-config
  return axios.mergeConfig({}, JSON.parse(event.body));
};

exports.case58 = async (event) => {
  // ok: axios-merge-config
  return axios.create({ baseURL: "https://a.example" });
};

exports.case59 = async (event) => {
  // ok: axios-merge-config
  return other.create(JSON.parse(event.body));
};
