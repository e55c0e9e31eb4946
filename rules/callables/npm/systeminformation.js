const other = require('./other');
const systeminformationLib = require('systeminformation');
const { inetLatency: inetLatency1 } = require('systeminformation');

exports.case1 = async (event) => {
  // ruleid: systeminformation-command
  return systeminformationLib.inetLatency(event.body);
};

exports.case2 = async (event) => {
  // ok: systeminformation-command
  return other.inetLatency(event.body);
};

exports.case3 = async (event) => {
  // ruleid: systeminformation-command
  return systeminformationLib.inetChecksite(event.body);
};

exports.case4 = async (event) => {
  // ok: systeminformation-command
  return other.inetChecksite(event.body);
};

exports.case5 = async (event) => {
  // ruleid: systeminformation-command
  return systeminformationLib.services(event.body);
};

exports.case6 = async (event) => {
  // ok: systeminformation-command
  return other.services(event.body);
};

exports.case7 = async (event) => {
  // ruleid: systeminformation-command
  return systeminformationLib.processLoad(event.body);
};

exports.case8 = async (event) => {
  // ok: systeminformation-command
  return other.processLoad(event.body);
};

exports.case9 = async (event) => {
  // ruleid: systeminformation-command
  return systeminformationLib.versions(event.body);
};

exports.case10 = async (event) => {
  // ok: systeminformation-command
  return other.versions(event.body);
};

exports.case11 = async (event) => {
  // ruleid: systeminformation-command
  return systeminformationLib.dockerContainerStats(event.body);
};

exports.case12 = async (event) => {
  // ok: systeminformation-command
  return other.dockerContainerStats(event.body);
};

exports.case13 = async (event) => {
  // ruleid: systeminformation-command
  return inetLatency1(event.body);
};

exports.case14 = async (event) => {
  // ok: systeminformation-command
  return systeminformationLib.inetLatency('text');
};
