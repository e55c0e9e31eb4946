require 'mysql2'
require 'pg'
require 'sequel'

DB = Sequel.connect(ENV['DATABASE_URL'])

def find(event:, context:)
  name = event['queryStringParameters']['name']
  mysql = Mysql2::Client.new(host: ENV['HOST'])
  postgres = PG.connect(dbname: 'shop')
  # ruleid: sql-injection
  mysql.query("SELECT * FROM users WHERE name = '#{name}'")
  # ruleid: sql-injection
  postgres.exec_params('SELECT * FROM users WHERE name = ' + name)
  # ruleid: sql-injection
  postgres.exec("DELETE FROM users WHERE name = '%s'" % name)
  # ruleid: sql-injection
  DB["SELECT * FROM users WHERE name = '#{name}'"].all
  # ruleid: sql-injection
  DB.fetch(event['query'])
  # ruleid: sql-injection
  User.find_by_sql("SELECT * FROM users WHERE name = '#{name}'")
  # ruleid: sql-injection
  User.where("name = '#{name}'")
  # ok: sql-injection
  User.where(name: name)
  # ok: sql-injection
  User.where('name = ?', name)
  # ok: sql-injection
  postgres.exec_params('SELECT * FROM users WHERE name = $1', [name])
  # ok: sql-injection
  mysql.query("SELECT * FROM users WHERE name = '#{mysql.escape(name)}'")
  # ok: sql-injection
  mysql.query("SELECT * FROM users LIMIT #{event['limit'].to_i}")
  # ok: sql-injection
  mysql.query('SELECT * FROM users')
  # ok: sql-injection
  mysql.prepare('SELECT * FROM users WHERE name = ?').execute(name)
  # ok: sql-injection
  DB['SELECT * FROM users WHERE name = ?', name].all
  # ok: sql-injection
  puts "SELECT * FROM users WHERE name = #{name}"
end
