const other = require('./other');
const fastify = require('fastify');

exports.case1 = async (event) => {
  // ruleid: fastify-server
  return fastify({ logger: true });
};

exports.case2 = async (event) => {
  // ok: fastify-server
  return other({ logger: true });
};
