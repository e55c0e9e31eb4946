public class Function {
  public string Handler(APIGatewayProxyRequest request, ILambdaContext context) {
    // ruleid: sql-injection
    new SqlCommand("SELECT * FROM orders WHERE id = '" + request.Body + "'", connection);
    // ruleid: sql-injection
    connection.Query("SELECT * FROM orders WHERE id = " + request.PathParameters["id"]);
    // ruleid: sql-injection
    context2.Orders.FromSqlRaw($"SELECT * FROM orders WHERE id = {request.Body}");
    // ruleid: sql-injection
    command.CommandText = string.Format("DELETE FROM orders WHERE id = '{0}'", request.Body);
    // ok: sql-injection
    new SqlCommand("SELECT * FROM orders WHERE id = @id", connection).Parameters.AddWithValue("@id", request.Body);
    // ok: sql-injection
    connection.Query("SELECT * FROM orders WHERE id = @id", new { id = request.Body });
    // ok: sql-injection
    new SqlCommand("SELECT * FROM orders WHERE id = " + int.Parse(request.Body), connection);
    // ok: sql-injection
    Console.WriteLine("DELETE FROM orders WHERE id = " + request.Body);
    return null;
  }
}
