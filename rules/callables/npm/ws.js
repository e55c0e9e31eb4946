const other = require('./other');
const { WebSocketServer } = require('ws');
const WebSocket = require('ws');

exports.case1 = async (event) => {
  // ruleid: ws-server
  return new WebSocketServer({ port: 8080 });
};

exports.case2 = async (event) => {
  // ruleid: ws-server
  return new WebSocket.Server({ port: 8080 });
};

exports.case3 = async (event) => {
  // ok: ws-server
  return new other.Server({ port: 8080 });
};
