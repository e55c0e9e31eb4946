const other = require('./other');
const express = require('express');
const app = express();

app.get('/a', (req, res) => {
  // ruleid: express-redirect
  res.redirect(req.query.to);
  // ruleid: express-redirect
  res.location(req.query.to);
  // ok: express-redirect
  res.redirect('/home');
  // ok: express-redirect
  other.redirect(req.query.to);
});
