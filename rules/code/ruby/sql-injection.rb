def handler(event:, context:)
  # ruleid: sql-injection
  client.query("SELECT * FROM orders WHERE id = '#{event["id"]}'")
  # ruleid: sql-injection
  connection.exec("DELETE FROM orders WHERE id = " + event["id"])
  # ruleid: sql-injection
  query = "SELECT * FROM orders WHERE id = '#{event["id"]}'"
  # ruleid: sql-injection
  Order.where("id = " + event["id"])
  # ok: sql-injection
  client.query("SELECT * FROM orders WHERE id = 1")
  # ok: sql-injection
  connection.exec_params("SELECT * FROM orders WHERE id = $1", [event["id"]])
  # ok: sql-injection
  Order.where(id: event["id"])
  # ok: sql-injection
  Order.where("id = ?", event["id"])
end
